package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the text that {@link GraphPrinter} writes. Every line is checked: the type it states must be
 * the one its operation gives. Nodes that no output or update reaches are dropped.
 */
public final class GraphParser {
    private final TextScanner in;
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<Long, Node> nodes = new HashMap<>();
    private final Map<String, Dim> symbols;
    private final Map<Long, Graph> bodies = new HashMap<>();
    private final Map<String, Node> outputs = new LinkedHashMap<>();
    private final Map<Node, Node> updates = new LinkedHashMap<>();

    /** @param symbols the dimensions declared so far; a body sees those of the graph around it */
    private GraphParser(TextScanner in, Map<String, Dim> symbols) {
        this.in = in;
        this.symbols = symbols;
    }

    /**
     * The graph of a text.
     *
     * @throws IrException if the text is malformed or the graph ill-typed; the message names line and column
     */
    public static Graph parse(String text) {
        return new GraphParser(new TextScanner(text), new HashMap<>()).graph();
    }

    private Graph graph() {
        in.expect("graph");
        Graph graph = contents(in.label("the graph's name"));
        if (!in.atEnd()) {
            throw in.error("expected nothing after the closing brace");
        }
        return graph;
    }

    private Graph contents(String name) {
        in.expect('{');
        while (!in.accept('}')) {
            int start = in.position();
            try {
                statement();
            } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
                throw in.error(start, e.getMessage());
            }
        }
        return builder.build(name, outputs, updates);
    }

    private void statement() {
        if (in.at('%')) {
            node();
        } else if (in.accept("dim")) {
            symbol();
        } else if (in.accept("output")) {
            String name = in.label("a name");
            in.expect('=');
            outputs.put(name, ref());
        } else if (in.accept("update")) {
            update();
        } else if (in.accept("body")) {
            body();
        } else {
            throw in.error("expected a node, 'body', 'dim', 'output', 'update' or '}'");
        }
    }

    /** {@code dim B in [1, 64]}. */
    private void symbol() {
        String name = in.word("a dimension's name");
        in.expect("in");
        in.expect('[');
        long min = in.integer("a lower bound");
        in.expect(',');
        long max = in.integer("an upper bound");
        in.expect(']');
        symbols.put(name, Dim.symbol(name, min, max));
    }

    /** {@code body @0 { … }}. */
    private void body() {
        in.expect('@');
        long number = in.integer("a body's number");
        bodies.put(number, new GraphParser(in, symbols).contents(Control.BODY));
    }

    /** {@code update %1 = %4}. */
    private void update() {
        int start = in.position();
        Node variable = ref();
        in.expect('=');
        Node value = ref();
        if (!(variable.op() instanceof Leaf.Variable) || !variable.type().equals(value.type())) {
            throw in.error(start, "expected a variable and a value of its type, found " + variable + " and " + value);
        }
        updates.put(variable, value);
    }

    /** {@code %2 = matmul{transposeB} %0, %1 : f32[B, 10]  # …}. */
    private void node() {
        int start = in.position();
        in.expect('%');
        long number = in.integer("a node's number");
        in.expect('=');
        String mnemonic = in.word("an operation");
        if (!OpReader.knows(mnemonic)) {
            throw in.error(start, "unknown operation '" + mnemonic + "'");
        }
        OpReader.Attributes attributes = attributes();
        List<Node> operands = operands(mnemonic, attributes);
        in.expect(':');
        TensorType type = type();
        boolean annotated = in.accept('#');
        List<String> names = annotated && in.accept("name") ? labels("a name") : List.of();
        Origin origin = annotated ? origin() : Origin.NONE;

        int known = builder.nodes().size();
        Node node = locate(start, () -> {
            Op op = OpReader.read(mnemonic, attributes, type);
            return builder.with(origin, () -> builder.add(op, operands));
        });
        if (!node.type().equals(type)) {
            throw in.error(start, mnemonic + " gives type " + node.type() + ", found " + type);
        }
        if (builder.nodes().size() == known || nodes.putIfAbsent(number, node) != null) {
            throw in.error(start, "node %" + number + " exists twice");
        }
        names.forEach(name -> builder.name(name, node));
    }

    private <T> T locate(int start, Supplier<T> action) {
        try {
            return action.get();
        } catch (IrException e) {
            throw in.error(start, e.getMessage());
        }
    }

    /** {@code {axes=[0, 1], body=@0, trainable}}, if there is any. */
    private OpReader.Attributes attributes() {
        OpReader.Attributes attributes = new OpReader.Attributes();
        if (in.accept('{')) {
            do {
                String name = in.word("an attribute");
                boolean valued = in.accept('=');
                if (valued && in.accept('@')) {
                    attributes.put(name, bodyOf(in.integer("a body's number")));
                    continue;
                }
                attributes.put(name, !valued ? List.of() : in.at('[') ? dims()
                        : List.of(Dim.of(in.integer("an integer"))));
            } while (in.accept(','));
            in.expect('}');
        }
        return attributes;
    }

    private Graph bodyOf(long number) {
        Graph body = bodies.get(number);
        if (body == null) {
            throw in.error("body @" + number + " is not defined above");
        }
        return body;
    }

    private List<Node> operands(String mnemonic, OpReader.Attributes attributes) {
        List<Node> operands = new ArrayList<>();
        if (mnemonic.equals("constant")) {
            attributes.setContent(in.until(':'));
        } else if (in.at('"')) {
            attributes.setContent(in.string("a name"));
        } else if (in.at('%')) {
            do {
                operands.add(ref());
            } while (in.accept(','));
        }
        return operands;
    }

    private Node ref() {
        int start = in.position();
        in.expect('%');
        long number = in.integer("a node's number");
        Node node = nodes.get(number);
        if (node == null) {
            throw in.error(start, "node %" + number + " is not defined above");
        }
        return node;
    }

    private TensorType type() {
        int start = in.position();
        String name = in.word("a type");
        try {
            return new TensorType(DType.parse(name), new Shape(dims()));
        } catch (IllegalArgumentException e) {
            throw in.error(start, "unknown element type '" + name + "'");
        }
    }

    private List<Dim> dims() {
        List<Dim> dims = new ArrayList<>();
        in.expect('[');
        if (!in.at(']')) {
            do {
                dims.add(dim());
            } while (in.accept(','));
        }
        in.expect(']');
        return dims;
    }

    /** A sum of products, {@code 2*B*T + B - 1}. */
    private Dim dim() {
        Dim sum = in.accept('-') ? Dim.ZERO.minus(product()) : product();
        while (true) {
            if (in.accept('+')) {
                sum = sum.plus(product());
            } else if (in.accept('-')) {
                sum = sum.minus(product());
            } else {
                return sum;
            }
        }
    }

    private Dim product() {
        Dim product = factor();
        while (in.accept('*')) {
            product = product.times(factor());
        }
        return product;
    }

    private Dim factor() {
        int start = in.position();
        String word = in.word("a dimension");
        if (Character.isDigit(word.charAt(0))) {
            try {
                return Dim.of(Long.parseLong(word));
            } catch (NumberFormatException e) {
                throw in.error(start, "expected a dimension, found '" + word + "'");
            }
        }
        Dim symbol = symbols.get(word);
        if (symbol == null) {
            throw in.error(start, "dimension " + word + " is not declared; declared are " + symbols.keySet());
        }
        return symbol;
    }

    /** {@code in head at Digits.model.java:18:5 from %2 by "vjp exp" via fold}; each part may be absent. */
    private Origin origin() {
        String scope = in.accept("in") ? in.label("a scope") : "";
        Site site = in.accept("at") ? site() : Site.UNKNOWN;
        Optional<Origin.Derivation> derivation = in.accept("from") ? Optional.of(derivation()) : Optional.empty();
        List<String> rewrites = in.accept("via") ? labels("a rule") : List.of();
        return new Origin(scope, site, derivation, rewrites);
    }

    private Site site() {
        String file = in.label("a file");
        in.expect(':');
        int line = Math.toIntExact(in.integer("a line"));
        in.expect(':');
        return new Site(file, line, Math.toIntExact(in.integer("a column")));
    }

    private Origin.Derivation derivation() {
        Optional<Node> node = in.at('%') ? Optional.of(ref()) : Optional.empty();
        String forward = node.isPresent() ? node.get().toString() : in.string("a node");
        in.expect("by");
        return new Origin.Derivation(node, forward, in.string("a rule"));
    }

    private List<String> labels(String what) {
        List<String> labels = new ArrayList<>();
        do {
            labels.add(in.label(what));
        } while (in.accept(','));
        return labels;
    }
}
