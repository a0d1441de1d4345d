package io.tapeless.codegen.data.table;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns feed which input:
 * <ol>
 *   <li>an input {@code a} takes the columns {@code a.0, a.1, …}, or the one column {@code a};
 *   <li>the target column feeds the input of its name, else {@code y}, else the only input besides
 *       {@code x} that has no column yet;
 *   <li>the columns left over form, in order, the one input left over, if there is a target.
 * </ol>
 */
public final class CsvInputs {
    private final CsvTable table;
    private final List<InputType> inputs;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();

    private CsvInputs(CsvTable table, List<InputType> inputs) {
        this.table = table;
        this.inputs = inputs;
    }

    /**
     * The columns of each input.
     *
     * @throws DataException if an input gets no columns
     */
    public static Map<String, List<String>> assign(CsvTable table, Optional<String> target, List<InputType> inputs) {
        target.ifPresent(table::index);
        CsvInputs assignment = new CsvInputs(table, inputs);
        assignment.byName(target.orElse(null));
        target.ifPresent(assignment::target);
        assignment.requireAll(target);
        return assignment.columns;
    }

    private void byName(String target) {
        for (InputType input : inputs) {
            List<String> numbered = new ArrayList<>();
            while (table.has(input.name() + "." + numbered.size())) {
                numbered.add(input.name() + "." + numbered.size());
            }
            if (!numbered.isEmpty()) {
                columns.put(input.name(), numbered);
            } else if (table.has(input.name()) && !input.name().equals(target)) {
                columns.put(input.name(), List.of(input.name()));
            }
        }
    }

    private void target(String target) {
        List<String> open = open();
        List<String> besidesX = open.stream().filter(name -> !name.equals("x")).toList();
        String input;
        if (open.contains(target)) {
            input = target;
        } else if (open.contains("y")) {
            input = "y";
        } else if (besidesX.size() == 1) {
            input = besidesX.get(0);
        } else {
            throw new DataException(table.file() + ": target column '" + target + "' fits no input; expected one"
                    + " of that name, 'y', or one besides 'x' without columns; found inputs "
                    + String.join(", ", names()));
        }
        columns.put(input, List.of(target));
        open = open();
        Set<String> taken = new HashSet<>();
        columns.values().forEach(taken::addAll);
        List<String> left = table.names().stream().filter(name -> !taken.contains(name)).toList();
        if (open.size() == 1 && !left.isEmpty()) {
            columns.put(open.get(0), left);
        }
    }

    private void requireAll(Optional<String> target) {
        for (String input : open()) {
            throw new DataException(table.file() + ": no columns for input '" + input + "'; expected '" + input
                    + "' or '" + input + ".0', '" + input + ".1', …"
                    + (target.isPresent() ? "" : ", or a target column whose companions form the input")
                    + "; found " + table.shownNames());
        }
    }

    private List<String> open() {
        return names().stream().filter(name -> !columns.containsKey(name)).toList();
    }

    private List<String> names() {
        return inputs.stream().map(InputType::name).toList();
    }
}
