import pytest
from django.urls import reverse
from samenhang.relationships.tests.builders import fill
from samenhang.stakeholders.columns import COLUMN_BY_KEY
from samenhang.stakeholders.editing import write
pytestmark = pytest.mark.browser
def test_shot(initiative, leader, page_of):
    ss=fill(initiative, leader, 14)
    for one in ss[:3]: write(one, COLUMN_BY_KEY["attitude"], (one.attitude or 2)%5+1, leader)
    for w in (1280, 1000, 760, 360):
        page=page_of(leader, viewport={"width":w,"height":900})
        for n in ("overview","chart","where_to_begin"):
            page.goto(reverse("relationships:"+n,args=[initiative.pk]))
            page.evaluate("document.fonts.ready")
            page.screenshot(path=f"/tmp/shot_{n}_{w}.png")
            if n!="where_to_begin":
                print(w,n,page.evaluate("""()=>[...document.querySelectorAll('#standing, .standing, .standing > li, .standing__count, .filters > *, .filters input, .filters select')].map(e=>{const r=e.getBoundingClientRect();return e.tagName+'.'+e.className+' '+[r.left,r.top,r.width,r.height].map(Math.round)}).join('\\n')"""))
