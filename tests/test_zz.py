from tests.test_access import *
import pytest
def test_w(world, caplog):
    caplog.set_level("CRITICAL")
    known={(r.name,r.method) for r in ROWS}
    out=[]
    for n,a in addresses().items():
        if (n,"GET") in known: continue
        for m in ("GET","POST"):
            cells=[]
            for role in ROLES:
                try: cells.append(seen(ask(world,role,m,a)))
                except Exception as e: cells.append(repr(e)[:50])
            short=[c if i==0 or c!=cells[i-1] else "=" for i,c in enumerate(cells)]
            out.append(f"{n:36} {m:6} "+" ".join(f"{c:5}" for c in short).rstrip())
    print("MISSING\n"+"\n".join(out)+"\nGONE",[r.name for r in ROWS if r.name not in addresses()])
    assert 0
