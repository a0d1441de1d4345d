package io.tapeless.cli;

import io.tapeless.codegen.aot.ModelArchive;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.ModelTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** What a jar holds: the model's inputs, results and variables, how it is trained, and sizes. */
final class ArchiveCard {
    private ArchiveCard() {}

    static Facts of(ModelArchive archive) {
        ModelTable table = archive.table();
        Facts facts = new Facts().with("model", table.name()).with("class", archive.className())
                .with("bytes", size(archive));
        facts.with("dimensions", all(table, f -> f.dims().stream()
                .map(d -> d.name() + " from " + d.min() + " to " + d.max()).toList()));
        facts.with("optimizer", table.optimizer().isEmpty() ? "none" : table.optimizer());
        facts.with("weights", archive.hasWeights() ? "in the jar" : "initial values of a seed");
        Table ports = new Table("function", "tensor", "name", "type");
        Table programs = new Table("function", "nodes", "forms", "bytes of classes");
        for (ModelTable.Function f : table.functions()) {
            f.inputs().forEach(p -> ports.add(f.name(), "input", p.name(), p.type()));
            if (!f.name().equals(ModelTable.INIT)) {
                f.outputs().forEach(p -> ports.add(f.name(), "output", p.name(), p.type()));
            }
            long bytes = 0;
            for (Form form : Form.values()) {
                bytes += archive.classFile(f.name(), form).length;
            }
            programs.add(f.name(), archive.require(f.name()).nodes().size(), Form.values().length, bytes);
        }
        Table variables = new Table("variable", "role", "type");
        table.variables().forEach(v -> variables.add(v.name(), v.role().name().toLowerCase(Locale.ROOT),
                v.type()));
        return facts.with("tensors", ports).with("variables", variables).with("functions", programs);
    }

    private static long size(ModelArchive archive) {
        try {
            return Files.size(archive.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> all(ModelTable table, Function<ModelTable.Function, List<String>> lines) {
        Set<String> all = new LinkedHashSet<>();
        table.functions().stream().map(lines).forEach(all::addAll);
        return List.copyOf(all);
    }
}
