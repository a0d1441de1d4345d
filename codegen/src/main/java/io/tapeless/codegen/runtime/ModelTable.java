package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a compiled model consists of. Jars hold it as text.
 *
 * @param optimizer its name and constants, for people; empty if the model is not trained
 * @param loss name of the step's output that is made small; empty if the model is not trained
 * @param variables in the order in which {@link Variables} numbers them
 */
public record ModelTable(String name, String optimizer, String loss, List<Variable> variables,
        List<Function> functions) {
    /** Computes all variables of the roles parameter and state from the seed. */
    public static final String INIT = "init";
    public static final String PREDICT = "predict";
    public static final String EVALUATE = "evaluate";
    public static final String STEP = "step";
    /** The variable that holds the step's learning rate. */
    public static final String LEARNING_RATE = "$learningRate";

    /** What a variable is for. */
    public enum Role {
        /** Trained. */
        PARAMETER,
        /** Updated by the model. */
        STATE,
        /** The optimiser's own. */
        OPTIMIZER
    }

    /**
     * A value the model keeps.
     *
     * @param type for people: {@code f32[64, 128]}
     * @param initial where an optimiser's variable starts
     */
    public record Variable(Role role, Element element, int size, double initial, String name, String type) {}

    /**
     * A compiled function.
     *
     * @param dims in the order in which the program numbers them
     * @param key slot of the key of random numbers, −1 if there is none
     */
    public record Function(String name, int key, List<Dimension> dims, List<Port> inputs, List<Port> outputs) {
        public Function {
            dims = List.copyOf(dims);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** Name of the class that holds the function's program in a form. */
        public String className(String model, Form form) {
            return model + "$" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + form;
        }
    }

    /** A symbolic dimension with inclusive bounds. */
    public record Dimension(String name, long min, long max) {}

    /**
     * A tensor that is fed or read.
     *
     * @param type for people: {@code f32[B, 64]}
     */
    public record Port(int slot, String name, String type) {}

    public ModelTable {
        variables = List.copyOf(variables);
        functions = List.copyOf(functions);
    }

    /**
     * The function of that name.
     *
     * @throws IllegalArgumentException if the model has none
     */
    public Function function(String wanted) {
        return functions.stream().filter(f -> f.name.equals(wanted)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("model " + name + " has no function " + wanted));
    }

    public boolean has(String function) {
        return functions.stream().anyMatch(f -> f.name.equals(function));
    }

    /** Text that {@link #parse} reads back. */
    public String encode() {
        StringBuilder text = new StringBuilder("model " + name + "\noptimizer " + optimizer + "\nloss " + loss + "\n");
        for (Variable v : variables) {
            line(text, "variable", v.role, v.element, v.size, v.initial, v.name, v.type);
        }
        for (Function f : functions) {
            line(text, "function", f.name, f.key);
            f.dims.forEach(d -> line(text, "dim", d.name, d.min, d.max));
            f.inputs.forEach(p -> line(text, "input", p.slot, p.name, p.type));
            f.outputs.forEach(p -> line(text, "output", p.slot, p.name, p.type));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Object... words) {
        for (int i = 0; i < words.length; i++) {
            text.append(i == 0 ? "" : " ").append(words[i]);
        }
        text.append('\n');
    }

    /** Inverse of {@link #encode}. */
    public static ModelTable parse(String text) {
        String[] lines = text.split("\n");
        List<Variable> variables = new ArrayList<>();
        List<Function> functions = new ArrayList<>();
        for (int i = 3; i < lines.length;) {
            if (lines[i].startsWith("variable ")) {
                String[] f = lines[i++].split(" ", 7);
                variables.add(new Variable(Role.valueOf(f[1]), Element.valueOf(f[2]), Integer.parseInt(f[3]),
                        Double.parseDouble(f[4]), f[5], f[6]));
            } else {
                int end = i + 1;
                while (end < lines.length && !lines[end].startsWith("function ")) {
                    end++;
                }
                functions.add(function(List.of(lines).subList(i, end)));
                i = end;
            }
        }
        return new ModelTable(lines[0].substring("model ".length()), lines[1].substring("optimizer ".length()),
                lines[2].substring("loss ".length()), variables, functions);
    }

    private static Function function(List<String> lines) {
        List<Dimension> dims = new ArrayList<>();
        List<Port> inputs = new ArrayList<>();
        List<Port> outputs = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] f = line.split(" ", 4);
            switch (f[0]) {
                case "dim" -> dims.add(new Dimension(f[1], Long.parseLong(f[2]), Long.parseLong(f[3])));
                case "input" -> inputs.add(new Port(Integer.parseInt(f[1]), f[2], f[3]));
                default -> outputs.add(new Port(Integer.parseInt(f[1]), f[2], f[3]));
            }
        }
        String[] head = lines.get(0).split(" ");
        return new Function(head[1], Integer.parseInt(head[2]), dims, inputs, outputs);
    }
}
