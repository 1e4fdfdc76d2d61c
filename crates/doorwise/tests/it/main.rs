//! The product as its users meet it: commands, files, pages, and the walls of the house.

mod audit;
mod browser;
mod care;
mod first_ten_minutes;
mod hostile;
mod house;
mod joined;
mod learn;
mod loose_copy;
mod messy_files;
mod prepared;
mod real_data;
mod reference_pages;
mod refresh;
mod run;
mod score_lists;
mod several_icps;
mod titles;
mod transcripts;
mod why;
