import re
from datetime import date, timedelta

from django.template.loader import render_to_string

from folkmoot.web.charts import Bar, BarChart, DayChart, Point, PointMap, Stack, StackedBars

MAY = date(2030, 5, 1)


def drawn(chart):
    return render_to_string("components/chart.html", {"chart": chart})


def bars(*rows, **options):
    return BarChart("Rest comes first", "412 ideas by theme", rows, **options)


class TestEveryChart:
    def test_has_a_finding_as_title_a_caption_and_a_table(self):
        page = drawn(bars(Bar("Rest", 62), unit="%", maximum=100))

        assert "Rest comes first" in page
        assert "412 ideas by theme" in page
        assert re.search(r"<details>.*<table>.*62.*</table>", page, re.S)

    def test_says_its_values_to_screen_readers(self):
        page = drawn(bars(Bar("Rest", 62, 57, 67, "255 of 412"), unit="%"))

        assert 'role="img"' in page
        assert "62% (255 of 412), between 57 and 67%" in page

    def test_says_one_of_something_as_one(self):
        ideas = drawn(bars(Bar("Rest", 1), Bar("Sleep", 2), unit="ideas"))

        assert "2 ideas" in ideas
        assert "1 idea" in ideas
        assert "1 ideas" not in ideas
        assert "1 person" in drawn(bars(Bar("Rest", 1), unit="people"))
        assert "1%" in drawn(bars(Bar("Rest", 1), unit="%"))

    def test_escapes_what_people_wrote(self):
        page = drawn(bars(Bar("<script>alert(1)</script>", 3)))

        assert "<script>" not in page

    def test_holds_no_inline_style(self):
        assert "style=" not in drawn(bars(Bar("Rest", 62)))

    def test_without_data_says_so(self):
        for chart in (
            bars(),
            DayChart("t", "c", ()),
            StackedBars("t", "c", ()),
            PointMap("t", "c", (), ()),
        ):
            page = drawn(chart)
            assert "nothing to draw yet" in page
            assert "<svg" not in page

    def test_keeps_its_id_so_that_it_can_be_replaced(self):
        assert bars(Bar("Rest", 1)).id == bars(Bar("Rest", 2)).id


class TestBarChart:
    def test_bars_start_at_zero_and_the_largest_fills_the_frame(self):
        long, short = bars(Bar("a", 80), Bar("b", 20)).drawn()

        assert (long.length, short.length) == ("100.00%", "25.00%")

    def test_the_scale_leaves_room_for_intervals(self):
        (row,) = bars(Bar("a", 50, 40, 100)).drawn()

        assert (row.low, row.length, row.high) == ("40.00%", "50.00%", "100.00%")

    def test_a_given_maximum_ends_the_scale(self):
        (row,) = bars(Bar("a", 50), maximum=100).drawn()

        assert row.length == "50.00%"

    def test_nothing_is_drawn_outside_the_frame(self):
        low, high = bars(Bar("a", -5), Bar("b", 500), maximum=100).drawn()

        assert (low.length, high.length) == ("0.00%", "100.00%")

    def test_all_zeroes_draw_nothing(self):
        assert [row.length for row in bars(Bar("a", 0), Bar("b", 0)).drawn()] == ["0.00%"] * 2

    def test_a_long_label_is_cut_at_a_word_and_whole_in_the_table(self):
        label = "word " * 100
        chart = bars(Bar(label, 1))

        assert chart.drawn()[0].label.endswith("word …")
        assert chart.table().rows[0][0] == label


class TestDayChart:
    def test_one_bar_a_day_and_the_busiest_is_labelled(self):
        days = tuple((MAY + timedelta(days=n), n * 10) for n in range(5))
        chart = DayChart("t", "c", days)

        assert len(chart.drawn()) == 5
        assert chart.peak_label().text == "40 on 5 May"
        assert chart.drawn()[0].height == "0.00%"

    def test_days_without_anything_divide_by_nothing(self):
        assert DayChart("t", "c", ((MAY, 0),)).drawn()[0].height == "0.00%"


class TestStackedBars:
    def test_shares_fill_the_bar(self):
        (row,) = StackedBars("t", "c", (Stack("a", 2, 1, 1),)).drawn()

        assert (row.agree, row.passed, row.disagree_start) == ("50.00%", "25.00%", "75.00%")
        assert row.shown == "2 of 4 agree"

    def test_no_votes_is_said_and_not_drawn(self):
        (row,) = StackedBars("t", "c", (Stack("a", 0, 0, 0),)).drawn()

        assert row.shown == "No votes yet"

    def test_the_three_meanings_differ_in_pattern_as_well_as_hue(self):
        page = drawn(StackedBars("t", "c", (Stack("a", 2, 1, 1),)))

        assert "-dots)" in page
        assert "-hatch)" in page


class TestPointMap:
    def test_one_scale_for_both_directions(self):
        chart = PointMap("t", "c", (Point(0, 0, 0), Point(10, 1, 0)), ("a",))
        left, right = chart.drawn()

        assert (left.x, right.x) == ("4.0", "96.0")
        assert float(left.y) - float(right.y) < 10

    def test_a_single_point_stands_in_the_middle(self):
        (mark,) = PointMap("t", "c", (Point(3, 3, 0),), ("a",)).drawn()

        assert (mark.x, mark.y) == ("50.0", "50.0")

    def test_groups_differ_in_shape_and_letter(self):
        points = tuple(Point(n, n % 2, n % 3) for n in range(9))
        keys = PointMap("t", "c", points, ("a", "b", "c")).groups()

        assert [key.letter for key in keys] == ["A", "B", "C"]
        assert len({key.shape for key in keys}) == 3
        assert [key.count for key in keys] == [3, 3, 3]

    def test_a_crowd_is_summed_up_in_svg_and_drawn_whole_on_canvas(self):
        points = tuple(Point(n % 40, n // 40, n % 2) for n in range(4000))
        chart = PointMap("t", "c", points, ("a", "b"))
        page = drawn(chart)

        assert len(chart.drawn()) < 3200
        assert 'type="application/json"' in page
        assert "point_map.js" in page
        assert len(chart.for_canvas()["x"]) == 4000

    def test_few_points_need_no_script(self):
        assert "<script" not in drawn(PointMap("t", "c", (Point(1, 1, 0),), ("a",)))

    def test_the_table_counts_those_in_no_group(self):
        chart = PointMap("t", "c", (Point(1, 1, 0), Point(2, 2, -1)), ("a",))

        assert chart.table().rows == (("A: a", "1", "50%"), ("In no group", "1", "50%"))
