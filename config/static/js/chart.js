/* Draws every [data-chart] from the JSON beside it. A null is a gap: the line stops, and the stretch is shaded. */
(function () {
  "use strict";

  var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function token(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--tz-" + name).trim();
  }

  /* Stretches without data as pairs of labels, from the last known point to the next, so that one week is seen too. */
  function gapsOf(chart) {
    var labels = chart.labels, points = chart.series[0].points;
    var stretches = chart.gaps ? chart.gaps.map(function (gap) { return gap.map(function (label) { return labels.indexOf(label); }); }) : [];
    for (var at = 0, from = -1; !chart.gaps && at <= points.length; at++) {
      var missing = at < points.length && points[at] === null;
      if (missing && from < 0) from = at;
      if (!missing && from >= 0) {
        stretches.push([from, at - 1]);
        from = -1;
      }
    }
    return stretches.map(function (stretch) {
      return [labels[Math.max(stretch[0] - 1, 0)], labels[Math.min(stretch[1] + 1, labels.length - 1)]];
    });
  }

  function options(chart, words) {
    var ink = token("ink-soft"), line = token("line");
    var colours = [token("primary"), token("warn"), token("good"), token("neutral")];
    return {
      animation: false,
      color: colours,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 8, right: 16, top: chart.series.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
      legend: chart.series.length > 1 ? { top: 0, left: 0, textStyle: { color: ink } } : undefined,
      /* Drawn as SVG too: an HTML tooltip would need style attributes, which the page's policy forbids. */
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        confine: true,
        backgroundColor: token("sheet"),
        borderColor: line,
        textStyle: { color: token("ink"), fontSize: 12 },
        valueFormatter: function (value) { return value === null || value === undefined ? words.gap : String(value); }
      },
      xAxis: {
        type: "category",
        data: chart.labels,
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: ink, hideOverlap: true }
      },
      yAxis: { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } },
      series: chart.series.map(function (series, at) {
        return {
          type: "line",
          name: series.name,
          data: series.points,
          connectNulls: false,
          showSymbol: true,
          showAllSymbol: true,
          symbol: ["circle", "rect", "triangle", "diamond"][at % 4],
          symbolSize: chart.labels.length > 60 ? 3 : 5,
          lineStyle: { width: 2, type: ["solid", "dashed", "dotted"][at % 3] },
          emphasis: { disabled: true },
          markArea: at > 0 ? undefined : {
            silent: true,
            itemStyle: { color: token("neutral-soft"), opacity: 1 },
            label: { color: ink, fontSize: 11, position: "insideTop" },
            data: gapsOf(chart).map(function (gap) { return [{ name: words.gap, xAxis: gap[0] }, { xAxis: gap[1] }]; })
          }
        };
      })
    };
  }

  function draw(place) {
    var source = document.getElementById(place.dataset.chart);
    if (!source || place.drawn) return;
    var chart = JSON.parse(source.textContent);
    var drawn = window.echarts.init(place, null, { renderer: "svg" });
    place.drawn = drawn;
    drawn.setOption(options(chart, { gap: place.dataset.gap }));
    new ResizeObserver(function () { drawn.resize({ animation: { duration: still ? 0 : 150 } }); }).observe(place);
  }

  function drawAll(root) {
    root.querySelectorAll("[data-chart]").forEach(draw);
  }

  drawAll(document);
  document.addEventListener("htmx:afterSettle", function (event) { drawAll(event.target); });
})();
