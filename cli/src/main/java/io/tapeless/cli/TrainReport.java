package io.tapeless.cli;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.train.EpochReport;
import io.tapeless.codegen.train.Scores;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.inspect.GraphFormat;
import io.tapeless.inspect.Markup;
import io.tapeless.ir.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A page about a training, complete in itself: curves, configuration, model, cost and environment. */
final class TrainReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            <style>
            body { font-family: sans-serif; margin: 2em; max-width: 75em; }
            table { border-collapse: collapse; margin: 1em 0; }
            td, th { padding: 0.2em 0.8em; border-bottom: 1px solid #ddd; text-align: left; }
            figure { margin: 1em 0; overflow: auto; max-height: 40em; border: 1px solid #ccc; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            """;

    private final TrainingRun training;
    private final Map<String, Object> configuration;
    private final StringBuilder html = new StringBuilder();

    private TrainReport(TrainingRun training, Map<String, Object> configuration) {
        this.training = training;
        this.configuration = configuration;
    }

    /**
     * The page as text.
     *
     * @param configuration what the training was told, by name
     */
    static String of(TrainingRun training, Map<String, Object> configuration) {
        return new TrainReport(training, configuration).page();
    }

    private String page() {
        Model model = training.trainer().model().model();
        html.append(HEAD.formatted(Markup.escape("Training of " + model.name())));
        if (training.reports().isEmpty()) {
            html.append("<p>No epoch was finished.</p>\n");
        } else {
            curves();
            epochs();
        }
        section("Configuration");
        table(configuration);
        section("Model");
        table(model(model));
        html.append("<figure>\n").append(GraphFormat.SVG.show(model.forward())).append("</figure>\n");
        section("Cost of a step");
        Graph step = training.trainer().model().step().graph();
        LoweredFunction function = ModelCompiler.lower(step, VariableTable.of(step));
        html.append("<pre>").append(Markup.escape(new LoweredView(function, model.name())
                .cost(training.batch()).text())).append("</pre>\n");
        section("Environment");
        table(environment());
        return html.append("</body>\n</html>\n").toString();
    }

    private void section(String title) {
        html.append("<h2>").append(title).append("</h2>\n");
    }

    private void curves() {
        List<Integer> epochs = training.reports().stream().map(EpochReport::epoch).toList();
        html.append(LineChart.of("loss", "epoch", epochs, curves(Scores::loss)));
        for (String metric : training.reports().get(0).train().metrics().keySet()) {
            html.append(LineChart.of(metric, "epoch", epochs, curves(scores -> scores.metrics().get(metric))));
        }
    }

    private Map<String, List<Double>> curves(Function<Scores, Double> value) {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        List<EpochReport> reports = training.reports();
        curves.put("training", reports.stream().map(EpochReport::train).map(value).toList());
        if (reports.stream().allMatch(r -> r.valid().isPresent())) {
            curves.put("validation", reports.stream().map(r -> r.valid().orElseThrow()).map(value).toList());
        }
        return curves;
    }

    private void epochs() {
        List<String> metrics = List.copyOf(training.reports().get(0).train().metrics().keySet());
        List<String> columns = new ArrayList<>(List.of("epoch", "steps", "seconds", "loss"));
        columns.addAll(metrics);
        columns.add("validation loss");
        metrics.forEach(m -> columns.add("validation " + m));
        html.append("<table>\n");
        row("th", columns);
        for (EpochReport report : training.reports()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(report.epoch()),
                    Long.toString(report.steps()), Numbers.shown(report.trainSeconds() + report.validSeconds())));
            cells.addAll(cells(report.train(), metrics));
            report.valid().ifPresent(valid -> cells.addAll(cells(valid, metrics)));
            row("td", cells);
        }
        html.append("</table>\n");
    }

    private static List<String> cells(Scores scores, List<String> metrics) {
        List<String> cells = new ArrayList<>(List.of(Numbers.shown(scores.loss())));
        metrics.forEach(m -> cells.add(Numbers.shown(scores.metrics().get(m))));
        return cells;
    }

    private void table(Map<String, Object> rows) {
        html.append("<table>\n");
        rows.forEach((name, value) -> row("td", List.of(name, value.toString())));
        html.append("</table>\n");
    }

    private void row(String cell, List<String> values) {
        html.append("<tr>");
        values.forEach(v -> html.append('<').append(cell).append('>').append(Markup.escape(v)).append("</").append(cell)
                .append('>'));
        html.append("</tr>\n");
    }

    private static Map<String, Object> model(Model model) {
        Map<String, Object> rows = new LinkedHashMap<>();
        ModelRun.inputs(model).forEach((name, type) -> rows.put("input " + name, type));
        model.outputs().forEach(name -> rows.put("output " + name, model.forward().output(name).type()));
        model.variables().forEach((name, type) -> rows.put("variable " + name, type));
        return rows;
    }

    private static Map<String, Object> environment() {
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("tapeless", Main.VERSION);
        rows.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        rows.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        return rows;
    }
}
