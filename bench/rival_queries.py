"""The ICP of icp.yaml as SQL: qa counts the tiers, qb selects the top tier."""
# one ICP, rendered for each engine
C=["US","GB","DE","FR","CA","NL","SE","CH","IE","DK","NO","FI"]
INDA=["Software","Cybersecurity","Financial Services","Insurance","Marketing Agencies","Industry 014","Industry 021","Industry 033"]
INDB=["Healthcare","Biotech","Logistics","Education","Retail","Industry 040","Industry 041","Industry 052","Industry 060","Industry 070","Industry 080","Industry 090"]
TAGANY=(1<<0)|(1<<1)|(1<<5)|(1<<6)      # salesforce hubspot snowflake databricks
TAGAWS=1<<2
q=lambda xs:"("+",".join("'%s'"%x for x in xs)+")"
def score(band):
    return f"""CASE WHEN industry IN {q(INDA)} THEN 20 WHEN industry IN {q(INDB)} THEN 10 ELSE 0 END
 + CASE WHEN employees BETWEEN 50 AND 500 THEN 20 WHEN employees BETWEEN 501 AND 2000 THEN 12 WHEN employees BETWEEN 20 AND 49 THEN 5 ELSE 0 END
 + CASE WHEN revenue >= 10000000 THEN 10 WHEN revenue >= 1000000 THEN 5 ELSE 0 END
 + CASE WHEN stage IN ('series a','series b') THEN 10 WHEN stage = 'series c' THEN 7 WHEN stage = 'seed' THEN 3 ELSE 0 END
 + CASE WHEN founded_year >= 2015 THEN 5 WHEN founded_year >= 2008 THEN 3 ELSE 0 END
 + CASE WHEN business_model = 'B2B SaaS' THEN 10 WHEN business_model = 'marketplace' THEN 4 ELSE 0 END
 + CASE WHEN recent_funding THEN 8 ELSE 0 END
 + CASE WHEN hiring_sales THEN 7 ELSE 0 END
 + CASE WHEN uses_crm THEN 5 ELSE 0 END
 + CASE WHEN {band('tech_mask',TAGANY)} <> 0 THEN 8 WHEN {band('tech_mask',TAGAWS)} <> 0 THEN 4 ELSE 0 END
 + CASE WHEN country IN ('US','GB','CA') THEN 5 ELSE 0 END"""
MUST=f"coalesce(country IN {q(C)} AND employees >= 20 AND business_model <> 'B2C' AND stage <> 'defunct', false)"
def band_sql(d): return (lambda c,m:f"bitAnd({c},{m})") if d=="chdb" else (lambda c,m:f"({c} & {m})")
TIER="CASE WHEN NOT ok THEN 'X' WHEN score >= 50 THEN 'A' WHEN score >= 40 THEN 'B' WHEN score >= 25 THEN 'C' ELSE 'D' END"
SIZE="CASE WHEN employees IS NULL THEN 'unknown' WHEN employees < 10 THEN '1-9' WHEN employees < 50 THEN '10-49' WHEN employees < 200 THEN '50-199' WHEN employees < 500 THEN '200-499' WHEN employees < 1000 THEN '500-999' WHEN employees < 5000 THEN '1000-4999' ELSE '5000+' END"
def qa(d,src): return f"""SELECT tier, count(*) AS n, sum(score) AS s FROM (SELECT score, {TIER} AS tier FROM (SELECT {MUST} AS ok, {score(band_sql(d))} AS score FROM {src}) x) y GROUP BY tier ORDER BY tier"""
def qb(d,src): return f"""SELECT id, domain, name, country, industry, employees, revenue, stage, business_model, score, tier FROM (SELECT *, {TIER} AS tier FROM (SELECT id, domain, name, country, industry, employees, revenue, stage, business_model, {MUST} AS ok, {score(band_sql(d))} AS score FROM {src}) x) y WHERE tier = 'A'"""
