package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Says for people what a compiled model takes, gives and holds. */
final class ModelInfo {
    private final StringBuilder text = new StringBuilder();

    private ModelInfo() {}

    static String text(String className, ModelTable table) {
        ModelInfo info = new ModelInfo();
        info.line("model", List.of(table.name()));
        info.line("class", List.of(className));
        info.line("dimensions", all(table, f -> f.dims().stream()
                .map(d -> d.name() + " from " + d.min() + " to " + d.max()).toList()));
        info.line("inputs", all(table, f -> ports(f.inputs())));
        for (ModelTable.Function function : table.functions()) {
            if (!function.name().equals(ModelTable.INIT)) {
                info.line(function.name(), ports(function.outputs()));
            }
        }
        for (ModelTable.Role role : List.of(ModelTable.Role.PARAMETER, ModelTable.Role.STATE)) {
            info.line(role == ModelTable.Role.PARAMETER ? "parameters" : "states", table.variables().stream()
                    .filter(v -> v.role() == role).map(v -> v.name() + " " + v.type()).toList());
        }
        info.line("optimizer", table.optimizer().isEmpty() ? List.of() : List.of(table.optimizer()));
        return info.text.toString();
    }

    private static List<String> ports(List<ModelTable.Port> ports) {
        return ports.stream().map(p -> p.name() + " " + p.type()).toList();
    }

    private static List<String> all(ModelTable table, Function<ModelTable.Function, List<String>> lines) {
        Set<String> all = new LinkedHashSet<>();
        table.functions().stream().filter(f -> !f.name().equals(ModelTable.INIT)).map(lines).forEach(all::addAll);
        return new ArrayList<>(all);
    }

    private void line(String what, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            text.append(String.format("%-12s%s%n", i == 0 ? what : "", values.get(i)));
        }
    }
}
