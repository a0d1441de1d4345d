package io.tapeless.cli;

import io.tapeless.inspect.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Curves over whole numbers, such as epochs, as a drawing in SVG. */
public final class LineChart {
    private static final int WIDTH = 560;
    private static final int PLOT_HEIGHT = 192;
    private static final int LEFT = 72;
    private static final int RIGHT = 16;
    private static final int TITLE = 24;
    private static final int LEGEND = 18;
    private static final int LEGEND_COLUMNS = 3;
    private static final int BOTTOM = 40;
    private static final int TICKS = 5;
    private static final int LONGEST_TICK = 8;
    private static final List<String> COLORS = List.of("#3a7fc4", "#d8622f", "#2f9a60", "#a065bd", "#b8860b",
            "#808080");

    private final String title;
    private final String axis;
    private final List<Integer> points;
    private final Map<String, List<Double>> curves;
    private final double step;
    private final double low;
    private final double high;
    private final int top;
    private final int height;
    private final StringBuilder svg = new StringBuilder();

    private LineChart(String title, String axis, List<Integer> points, Map<String, List<Double>> curves) {
        this.title = title;
        this.axis = axis;
        this.points = points;
        this.curves = curves;
        double least = finite(curves).min().orElse(0);
        double most = finite(curves).max().orElse(1);
        this.step = step((most > least ? most - least : Math.max(Math.abs(most), 1)) / TICKS);
        this.low = Math.floor(least / step) * step;
        this.high = Math.max(Math.ceil(most / step) * step, low + step);
        this.top = TITLE + LEGEND * ((curves.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS) + 8;
        this.height = top + PLOT_HEIGHT + BOTTOM;
    }

    /** The least of 1, 2 and 5 times a power of ten that is not less. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double digit = least / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private static DoubleStream finite(Map<String, List<Double>> curves) {
        return curves.values().stream().flatMap(List::stream).mapToDouble(v -> v).filter(Double::isFinite);
    }

    /**
     * Draws curves.
     *
     * @param axis what the points are: {@code "epoch"}
     * @param points from left to right
     * @param curves by name, a value a point; those that are not finite are left out
     */
    public static String of(String title, String axis, List<Integer> points, Map<String, List<Double>> curves) {
        return new LineChart(title, axis, points, curves).draw();
    }

    private String draw() {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\" role=\"img\">", WIDTH, height,
                WIDTH, height);
        add("<text x=\"%d\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s</text>", LEFT, Markup.escape(title));
        for (int i = 0; i <= Math.round((high - low) / step); i++) {
            double value = low + i * step;
            add("<path d=\"M%d %.1f H%d\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>", LEFT, y(value), WIDTH - RIGHT);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y(value) + 4,
                    tick(value));
        }
        for (int i = 0; i < points.size(); i += (points.size() + 9) / 10) {
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", x(i), height - BOTTOM + 16,
                    points.get(i));
        }
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", (LEFT + WIDTH - RIGHT) / 2, height - 4,
                Markup.escape(axis));
        int number = 0;
        for (Map.Entry<String, List<Double>> curve : curves.entrySet()) {
            curve(curve.getKey(), curve.getValue(), number++);
        }
        return svg.append("</svg>\n").toString();
    }

    private void curve(String name, List<Double> values, int number) {
        String color = COLORS.get(number % COLORS.size());
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(values.get(i))));
                add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"><title>%s, %s %d: %s</title></circle>",
                        x(i), y(values.get(i)), color, Markup.escape(name), Markup.escape(axis), points.get(i),
                        Numbers.shown(values.get(i)));
            }
        }
        if (path.length() > 0) {
            add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path.toString().strip(),
                    color);
        }
        int x = LEFT + (WIDTH - LEFT - RIGHT) / LEGEND_COLUMNS * (number % LEGEND_COLUMNS);
        int y = TITLE + LEGEND * (number / LEGEND_COLUMNS) + 12;
        add("<path d=\"M%d %d h18\" stroke=\"%s\" stroke-width=\"3\"/><text x=\"%d\" y=\"%d\">%s</text>", x, y - 4,
                color, x + 24, y, Markup.escape(name));
    }

    /** With as many decimals as tell it from its neighbours. */
    private String tick(double value) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        double rounded = Math.abs(value) < step / 2 ? 0 : value;
        String plain = String.format(Locale.ROOT, "%." + decimals + "f", rounded);
        return plain.length() <= LONGEST_TICK ? plain : String.format(Locale.ROOT, "%.2e", rounded);
    }

    private double x(int i) {
        int steps = Math.max(1, points.size() - 1);
        return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16.0) * i / steps;
    }

    private double y(double value) {
        return height - BOTTOM - PLOT_HEIGHT * (value - low) / (high - low);
    }

    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
