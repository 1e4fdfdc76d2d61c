"""One engine, one query, one process; prints JSON {ms, result}.
usage: rival.py duckdb|chdb|polars a|b MARKET.parquet OUT.parquet   (engines from PyPI, 2 threads)"""
import sys,time,json,os
eng,qn,path,out=sys.argv[1:5]
import rival_queries as S
if eng=="duckdb":
    import duckdb
    con=duckdb.connect(config={"threads":2}); con.execute("select 1")
    sql={"a":S.qa,"b":S.qb}[qn]("duckdb",f"'{path}'")
    t=time.perf_counter()
    if qn=="b": r=con.execute(f"COPY ({sql}) TO '{out}' (FORMAT parquet, COMPRESSION zstd)").fetchall()
    else: r=con.execute(sql).fetchall()
elif eng=="chdb":
    import chdb
    from chdb import session
    s=session.Session()
    sql={"a":S.qa,"b":S.qb}[qn]("chdb",f"file('{path}', Parquet)")
    s.query("select 1")
    t=time.perf_counter()
    if qn=="b": s.query(f"INSERT INTO FUNCTION file('{out}', Parquet) {sql} SETTINGS max_threads=2, output_format_parquet_compression_method='zstd', engine_file_truncate_on_insert=1, enable_multiple_prewhere_read_steps=1"); r=[]
    else: r=json.loads(str(s.query(sql+" SETTINGS max_threads=2","JSONCompact")))["data"]
elif eng=="polars":
    os.environ["POLARS_MAX_THREADS"]="2"
    import polars as pl
    c=pl.col; 
    def case(*wt):
        e=pl.when(wt[0][0]).then(pl.lit(wt[0][1],dtype=pl.Int32))
        for w,v in wt[1:]: e=e.when(w).then(pl.lit(v,dtype=pl.Int32))
        return e.otherwise(pl.lit(0,dtype=pl.Int32))
    emp,rev,fy=c("employees"),c("revenue"),c("founded_year")
    score=(case((c("industry").is_in(S.INDA),20),(c("industry").is_in(S.INDB),10))
     +case((emp.is_between(50,500),20),(emp.is_between(501,2000),12),(emp.is_between(20,49),5))
     +case((rev>=10000000,10),(rev>=1000000,5))
     +case((c("stage").is_in(["series a","series b"]),10),(c("stage")=="series c",7),(c("stage")=="seed",3))
     +case((fy>=2015,5),(fy>=2008,3))
     +case((c("business_model")=="B2B SaaS",10),(c("business_model")=="marketplace",4))
     +case((c("recent_funding"),8))+case((c("hiring_sales"),7))+case((c("uses_crm"),5))
     +case(((c("tech_mask")&S.TAGANY)!=0,8),((c("tech_mask")&S.TAGAWS)!=0,4))
     +case((c("country").is_in(["US","GB","CA"]),5)))
    ok=(c("country").is_in(S.C)&(emp>=20)&(c("business_model")!="B2C")&(c("stage")!="defunct")).fill_null(False)
    lf=pl.scan_parquet(path).with_columns(score=score,ok=ok).with_columns(tier=pl.when(~c("ok")).then(pl.lit("X")).when(c("score")>=50).then(pl.lit("A")).when(c("score")>=40).then(pl.lit("B")).when(c("score")>=25).then(pl.lit("C")).otherwise(pl.lit("D")))
    t=time.perf_counter()
    if qn=="a":
        r=lf.group_by("tier").agg(n=pl.len(),s=c("score").cast(pl.Int64).sum()).sort("tier").collect(engine="streaming").rows()
    elif qn=="b":
        lf.filter(c("tier")=="A").select("id","domain","name","country","industry","employees","revenue","stage","business_model","score","tier").sink_parquet(out,compression="zstd"); r=[]
ms=(time.perf_counter()-t)*1000
print(json.dumps(dict(ms=ms,result=[[None if x is None else (str(x) if isinstance(x,str) else int(x)) for x in row] for row in (r or [])])))
