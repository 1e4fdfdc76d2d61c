//! The product as its users meet it: commands, files, pages, and the walls of the house.

mod browser;
mod care;
mod check;
mod diff;
mod first_ten_minutes;
mod forget;
mod hostile;
mod house;
mod joined;
mod learn;
mod loose_copy;
mod lsp;
mod market;
mod messy_files;
mod personas;
mod prepared;
mod real_data;
mod reference_pages;
mod refresh;
mod run;
mod score_lists;
mod several_icps;
mod titles;
mod transcripts;
mod who;
mod why;
