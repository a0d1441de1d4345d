package io.tapeless.cli;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.train.EpochReport;
import io.tapeless.codegen.train.Scores;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.inspect.HtmlPage;
import io.tapeless.ir.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A page about a training: curves, configuration, model, cost and environment. */
final class TrainReport {
    private final TrainingRun training;
    private final Map<String, Object> configuration;
    private final HtmlPage page;

    private TrainReport(TrainingRun training, Map<String, Object> configuration) {
        this.training = training;
        this.configuration = configuration;
        this.page = new HtmlPage("Training of " + training.model().model().name());
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
        if (training.reports().isEmpty()) {
            page.paragraph("No epoch was finished.");
        } else {
            page.charts(charts());
            epochs();
        }
        page.section("Configuration").table(configuration);
        Model model = training.model().model();
        page.section("Model").table(model(model)).graph(model.forward());
        page.section("Cost of a step");
        cost(training.function().graph());
        return page.section("Environment").table(environment()).text();
    }

    private List<String> charts() {
        List<Integer> epochs = training.reports().stream().map(EpochReport::epoch).toList();
        List<String> charts = new ArrayList<>();
        charts.add(LineChart.of("loss", "epoch", epochs, curves(Scores::loss)));
        for (String metric : training.reports().get(0).train().metrics().keySet()) {
            charts.add(LineChart.of(metric, "epoch", epochs, curves(scores -> scores.metrics().get(metric))));
        }
        return charts;
    }

    private Map<String, List<Double>> curves(Function<Scores, Double> value) {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        List<EpochReport> reports = training.reports();
        curves.put("training", reports.stream().map(EpochReport::train).map(value).toList());
        if (isValidated()) {
            curves.put("validation", reports.stream().map(r -> r.valid().orElseThrow()).map(value).toList());
        }
        return curves;
    }

    private boolean isValidated() {
        return training.reports().stream().allMatch(r -> r.valid().isPresent());
    }

    private void epochs() {
        List<String> metrics = List.copyOf(training.reports().get(0).train().metrics().keySet());
        List<String> columns = new ArrayList<>(List.of("epoch", "steps", "seconds", "loss"));
        columns.addAll(metrics);
        if (isValidated()) {
            columns.add("validation loss");
            metrics.forEach(m -> columns.add("validation " + m));
        }
        List<List<String>> rows = new ArrayList<>();
        for (EpochReport report : training.reports()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(report.epoch()),
                    Long.toString(report.steps()), Numbers.shown(report.trainSeconds() + report.validSeconds())));
            cells.addAll(cells(report.train(), metrics));
            if (isValidated()) {
                cells.addAll(cells(report.valid().orElseThrow(), metrics));
            }
            rows.add(cells);
        }
        page.table(columns, rows);
    }

    private static List<String> cells(Scores scores, List<String> metrics) {
        List<String> cells = new ArrayList<>(List.of(Numbers.shown(scores.loss())));
        metrics.forEach(m -> cells.add(Numbers.shown(scores.metrics().get(m))));
        return cells;
    }

    private void cost(Graph step) {
        LoweredFunction function = ModelCompiler.lower(step, VariableTable.of(step));
        LoweredView view = new LoweredView(function, step.name());
        page.table(view.totals(training.batch()).lines());
        view.cost(training.batch()).tables().forEach((name, table) -> {
            List<List<String>> rows = table.lines().stream().map(List::of).toList();
            page.closedTable(name, rows.get(0), rows.subList(1, rows.size()));
        });
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
