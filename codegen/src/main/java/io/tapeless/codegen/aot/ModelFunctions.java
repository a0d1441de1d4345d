package io.tapeless.codegen.aot;

import io.tapeless.codegen.FunctionSignature;
import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.TrainGraphs;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.runtime.ModelTable;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import io.tapeless.optim.Optimizer;
import io.tapeless.optim.Optimizers;
import io.tapeless.pass.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The functions of a model that go into a jar, lowered over one table of variables. */
final class ModelFunctions {
    private final Model model;
    private final VariableTable variables;
    private final Map<String, Double> optimizers = new HashMap<>();
    private final Map<String, LoweredFunction> functions = new LinkedHashMap<>();
    private final Map<String, Graph> graphs = new LinkedHashMap<>();
    private final String optimizer;

    /** Lowers what the model has of predict, evaluate, step and init. */
    ModelFunctions(Model model, TrainSettings given) {
        this.model = model;
        graphs.put(ModelArchive.FORWARD, model.forward());
        if (!model.variables().isEmpty()) {
            functions.put(ModelTable.INIT,
                    ModelCompiler.lower(ModelCompiler.optimize(model.init()), new VariableTable(Map.of())));
        }
        VariableTable table = new VariableTable(model.variables());
        String chosen = "";
        if (model.loss().isPresent() && trainable(model.train()).findAny().isPresent()) {
            TrainSettings settings = given.over(model.settings());
            TrainGraphs train = TrainGraphs.of(model, settings);
            for (Optimizer.Slot slot : train.slots()) {
                optimizers.put(((Leaf.Variable) slot.variable().op()).name(), slot.initialValue());
            }
            table = train.variables(model);
            graphs.put(ModelArchive.GRADIENT, Stage.GRADIENT.of(train.stages()));
            if (Optimizers.isStep(settings)) {
                functions.put(ModelTable.STEP, ModelCompiler.lower(train.stages().result(), table));
                chosen = Optimizers.name(settings) + ", learning rate " + Optimizers.learningRate(settings);
            }
        }
        variables = table;
        optimizer = chosen;
        if (!model.outputs().isEmpty()) {
            forward(ModelTable.PREDICT, model.outputs());
        }
        List<String> measured = new ArrayList<>(model.loss().stream().toList());
        measured.addAll(model.metrics());
        if (!measured.isEmpty()) {
            forward(ModelTable.EVALUATE, measured);
        }
        functions.forEach((name, function) -> graphs.put(name, function.graph()));
    }

    private void forward(String name, List<String> outputs) {
        functions.put(name, ModelCompiler.lower(ModelCompiler.optimize(model.forward(outputs)), variables));
    }

    /** Lowered functions by name. */
    Map<String, LoweredFunction> functions() {
        return functions;
    }

    /** The graphs of the functions by their names, and those before the passes. */
    Map<String, Graph> graphs() {
        return graphs;
    }

    /** What the run time is told of the model. */
    ModelTable table() {
        List<ModelTable.Variable> entries = new ArrayList<>();
        Map<String, ModelTable.Role> roles = roles();
        variables.types().forEach((name, type) -> entries.add(new ModelTable.Variable(
                roles.getOrDefault(name, ModelTable.Role.OPTIMIZER), VariableTable.element(type.dtype()),
                Math.toIntExact(type.shape().size().constant()), optimizers.getOrDefault(name, 0.0), name,
                type.toString())));
        List<ModelTable.Function> lowered = new ArrayList<>();
        functions.forEach((name, function) -> lowered.add(function(name, function)));
        return new ModelTable(model.name(), optimizer, optimizer.isEmpty() ? "" : model.loss().orElseThrow(),
                entries, lowered);
    }

    private Map<String, ModelTable.Role> roles() {
        Map<String, ModelTable.Role> roles = new HashMap<>();
        model.variables().keySet().forEach(name -> roles.put(name, ModelTable.Role.STATE));
        Stream.of(model.forward(), model.train()).flatMap(ModelFunctions::trainable)
                .forEach(variable -> roles.put(variable.name(), ModelTable.Role.PARAMETER));
        return roles;
    }

    private static Stream<Leaf.Variable> trainable(Graph graph) {
        return graph.variables().stream().map(node -> (Leaf.Variable) node.op()).filter(Leaf.Variable::trainable);
    }

    private static ModelTable.Function function(String name, LoweredFunction function) {
        FunctionSignature signature = function.signature();
        Map<String, Dim.Symbol> symbols = new HashMap<>();
        function.graph().symbols().forEach(s -> symbols.put(s.name(), s));
        List<ModelTable.Dimension> dims = signature.symbols().stream().map(symbols::get)
                .map(s -> new ModelTable.Dimension(s.name(), s.min(), s.max())).toList();
        FunctionSignature.Port key = signature.inputs().get(ModelBuilder.KEY);
        Map<String, FunctionSignature.Port> fed = new LinkedHashMap<>(signature.inputs());
        fed.remove(ModelBuilder.KEY);
        return new ModelTable.Function(name, key == null ? -1 : key.slot(), dims, ports(fed),
                ports(signature.outputs()));
    }

    private static List<ModelTable.Port> ports(Map<String, FunctionSignature.Port> ports) {
        List<ModelTable.Port> entries = new ArrayList<>();
        ports.forEach((name, port) -> entries.add(new ModelTable.Port(port.slot(), name, port.type().toString())));
        return entries;
    }

    /** Types of all variables, in order of number. */
    Map<String, TensorType> variables() {
        return variables.types();
    }
}
