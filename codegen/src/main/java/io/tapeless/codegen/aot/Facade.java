package io.tapeless.codegen.aot;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.jvm.Text;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.FunctionBase;
import io.tapeless.codegen.runtime.ModelBase;
import io.tapeless.codegen.runtime.ModelTable;
import io.tapeless.codegen.runtime.Slice;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class through which a compiled model is used: methods named and typed after its inputs, outputs
 * and parameters. All work is done by {@link ModelBase} and {@link FunctionBase}.
 */
final class Facade {
    private static final String MODEL = Type.getInternalName(ModelBase.class);
    private static final String FUNCTION = Type.getInternalName(FunctionBase.class);
    private static final String STRING = "Ljava/lang/String;";

    /** A function that has a class of its own, nested in the model's. */
    private record Nested(String function, String simpleName, String maker, String doc) {}

    private static final List<Nested> NESTED = List.of(
            new Nested(ModelTable.PREDICT, "Predictor", "predictor", "Computes the outputs."),
            new Nested(ModelTable.EVALUATE, "Evaluator", "evaluator",
                    "Computes loss and metrics as in prediction, changing nothing."));

    private final String name;
    private final ModelFunctions functions;
    private final ModelTable table;
    private final boolean weights;
    private final Map<String, Type> fields = new LinkedHashMap<>();
    private final List<ApiMethod> methods = new ArrayList<>();
    private final List<ApiClass> nested = new ArrayList<>();
    private final Names names = new Names(ModelBase.class, "predict", "predictor", "evaluate", "evaluator", "step",
            "main");

    private Facade(String name, ModelFunctions functions, boolean weights) {
        this.name = name;
        this.functions = functions;
        this.table = functions.table();
        this.weights = weights;
    }

    /**
     * The class and its nested classes.
     *
     * @param name internal name of the class
     * @param weights whether the jar holds values of the variables
     */
    static ApiClass of(String name, ModelFunctions functions, boolean weights) {
        return new Facade(name, functions, weights).model();
    }

    private ApiClass model() {
        for (Nested entry : NESTED) {
            if (table.has(entry.function)) {
                fields.put(entry.maker, Type.getObjectType(nestedName(entry)));
            }
        }
        constructors();
        if (table.has(ModelTable.STEP)) {
            step(functions.functions().get(ModelTable.STEP));
        }
        for (Nested entry : NESTED) {
            if (table.has(entry.function)) {
                nest(entry, functions.functions().get(entry.function));
            }
        }
        int number = 0;
        for (Map.Entry<String, TensorType> variable : functions.variables().entrySet()) {
            if (table.variables().get(number).role() != ModelTable.Role.OPTIMIZER) {
                variable(number, variable.getKey(), variable.getValue());
            }
            number++;
        }
        programs();
        main();
        return new ApiClass(name, MODEL, "Model " + table.name() + ", compiled by Tapeless. Training is for one thread"
                + " at a time;\npredictors of other threads may run beside it. {@code initialize(seed)} starts again,"
                + " {@code steps()} counts.", fields, methods, nested);
    }

    /** A nested class can't have the name of the class it is nested in. */
    private String nestedName(Nested entry) {
        boolean isTaken = name.substring(name.lastIndexOf('/') + 1).equals(entry.simpleName);
        return name + "$" + entry.simpleName + (isTaken ? "_" : "");
    }

    private void constructors() {
        ApiMethod.Parameter seed = new ApiMethod.Parameter("seed", Type.LONG_TYPE);
        ApiMethod.Parameter threads = new ApiMethod.Parameter("threads", Type.INT_TYPE);
        if (table.variables().isEmpty()) {
            constructor(List.of(), "The model.", "", "");
            return;
        }
        if (weights) {
            constructor(List.of(), "The model with the weights that the jar holds.", "restore", "()V");
        }
        String doc = "The model with the initial values of a seed: the same seed gives the same bits everywhere.";
        constructor(List.of(seed), doc, "initialize", "(J)V");
        constructor(List.of(seed, threads), doc + "\n\n@param threads threads that a run may use, the caller's"
                + " included; they change no result", "initialize", "(J)V");
    }

    private void constructor(List<ApiMethod.Parameter> parameters, String doc, String start, String descriptor) {
        methods.add(ApiMethod.constructor(parameters, doc, out -> {
            out.visitVarInsn(Opcodes.ALOAD, 0);
            Text.push(out, table.encode());
            if (parameters.size() == 2) {
                out.visitVarInsn(Opcodes.ILOAD, ApiMethod.local(parameters, 1));
            } else {
                out.visitInsn(Opcodes.ICONST_1);
            }
            out.visitMethodInsn(Opcodes.INVOKESPECIAL, MODEL, "<init>", "(" + STRING + "I)V", false);
            fields.forEach((field, type) -> {
                out.visitVarInsn(Opcodes.ALOAD, 0);
                make(out, type);
                out.visitFieldInsn(Opcodes.PUTFIELD, name, field, type.getDescriptor());
            });
            if (!start.isEmpty()) {
                out.visitVarInsn(Opcodes.ALOAD, 0);
                if (!parameters.isEmpty()) {
                    out.visitVarInsn(Opcodes.LLOAD, 1);
                }
                out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MODEL, start, descriptor, false);
            }
            out.visitInsn(Opcodes.RETURN);
        }));
    }

    /** Puts a new object of a nested class on the stack. */
    private void make(MethodVisitor out, Type type) {
        out.visitTypeInsn(Opcodes.NEW, type.getInternalName());
        out.visitInsn(Opcodes.DUP);
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, type.getInternalName(), "<init>", "(L" + name + ";)V", false);
    }

    private void step(LoweredFunction lowered) {
        FunctionCode code = new FunctionCode(lowered, new FunctionCode.Access(MODEL, "stepper"));
        Type loss = TensorCode.javaType(lowered.signature().outputs().get(table.loss()).type());
        methods.add(ApiMethod.of(ModelTable.STEP, code.parameters(), loss,
                code.doc("Makes one step of training: computes loss and gradients and updates the parameters.",
                        "the loss before the update"), out -> {
            code.feed(out);
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MODEL, "takeStep", "()V", false);
            code.scalar(out, table.loss());
            out.visitInsn(loss.getOpcode(Opcodes.IRETURN));
        }));
        lowered.signature().outputs().forEach((output, port) -> {
            if (!output.equals(table.loss())) {
                methods.addAll(code.results(output, names.next(output),
                        "{@code " + output + "}, {@code " + port.type() + "}, of the last step"));
            }
        });
    }

    /** Adds a class that runs a function, a method that makes one, and one that uses the model's own. */
    private void nest(Nested entry, LoweredFunction lowered) {
        FunctionCode code = new FunctionCode(lowered, new FunctionCode.Access(FUNCTION, "runner"));
        Type type = fields.get(entry.maker);
        String doc = code.doc(entry.doc, "where to read the results, until the next call");
        List<ApiMethod> own = new ArrayList<>();
        List<ApiMethod.Parameter> model = List.of(new ApiMethod.Parameter("model", Type.getObjectType(name)));
        own.add(ApiMethod.constructor(model, "Shares the variables of a model.", out -> {
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitVarInsn(Opcodes.ALOAD, 1);
            out.visitLdcInsn(entry.function);
            out.visitMethodInsn(Opcodes.INVOKESPECIAL, FUNCTION, "<init>", "(L" + MODEL + ";" + STRING + ")V", false);
            out.visitInsn(Opcodes.RETURN);
        }));
        own.add(ApiMethod.of(entry.function, code.parameters(), type, doc, out -> {
            code.feed(out);
            code.run(out);
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitInsn(Opcodes.ARETURN);
        }));
        Names resultNames = new Names(FunctionBase.class, entry.function);
        lowered.signature().outputs().forEach((output, port) -> own.addAll(code.results(output,
                resultNames.next(output), "{@code " + output + "}, {@code " + port.type() + "}, of the last call")));
        nested.add(new ApiClass(type.getInternalName(), FUNCTION, entry.doc + " For one thread at a time.", Map.of(),
                own, List.of()));

        methods.add(ApiMethod.of(entry.function, code.parameters(), type, doc, out -> {
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitFieldInsn(Opcodes.GETFIELD, name, entry.maker, type.getDescriptor());
            for (int i = 0; i < code.parameters().size(); i++) {
                out.visitVarInsn(code.parameters().get(i).type().getOpcode(Opcodes.ILOAD),
                        ApiMethod.local(code.parameters(), i));
            }
            out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type.getInternalName(), entry.function,
                    ApiMethod.descriptor(code.parameters(), type), false);
            out.visitInsn(Opcodes.ARETURN);
        }));
        methods.add(ApiMethod.of(entry.maker, List.of(), type,
                "A new one over this model's variables, for a thread of its own.", out -> {
            make(out, type);
            out.visitInsn(Opcodes.ARETURN);
        }));
    }

    private void variable(int number, String variable, TensorType type) {
        String javaName = names.next(variable);
        String doc = "{@code " + variable + "}, {@code " + type + "}";
        Consumer<MethodVisitor> slice = out -> {
            out.visitVarInsn(Opcodes.ALOAD, 0);
            TensorCode.push(out, number);
            out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MODEL, "variable",
                    "(I)" + Type.getDescriptor(Slice.class), false);
        };
        Type java = TensorCode.javaType(type);
        methods.add(TensorCode.readers(javaName, type, doc, slice).get(0));
        methods.add(ApiMethod.of(javaName, List.of(new ApiMethod.Parameter("values", java)), Type.VOID_TYPE,
                "Sets " + doc + ".", out -> {
            slice.accept(out);
            TensorCode.set(out, java, 1);
            out.visitInsn(Opcodes.RETURN);
        }));
    }

    /** Makes programs by {@code new}: an image that is built ahead of time finds all classes without being told. */
    private void programs() {
        Type result = Type.getType(CompiledProgram.class);
        List<ApiMethod.Parameter> parameters = List.of(new ApiMethod.Parameter("className", Type.getType(String.class)));
        methods.add(new ApiMethod(ApiMethod.Access.INTERNAL, "program", parameters, result, "", out -> {
            for (ModelTable.Function function : table.functions()) {
                for (Form form : Form.values()) {
                    program(out, function.className(name.replace('/', '.'), form), result);
                }
            }
            out.visitInsn(Opcodes.ACONST_NULL);
            out.visitInsn(Opcodes.ARETURN);
        }));
    }

    /** {@code if (className.equals("…")) return new …();} — the cast keeps verification from loading the class. */
    private static void program(MethodVisitor out, String className, Type result) {
        String type = className.replace('.', '/');
        Label other = new Label();
        out.visitLdcInsn(className);
        out.visitVarInsn(Opcodes.ALOAD, 1);
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
        out.visitJumpInsn(Opcodes.IFEQ, other);
        out.visitTypeInsn(Opcodes.NEW, type);
        out.visitInsn(Opcodes.DUP);
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "()V", false);
        out.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
        out.visitInsn(Opcodes.ARETURN);
        out.visitLabel(other);
        out.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private void main() {
        Type strings = Type.getType(String[].class);
        methods.add(new ApiMethod(ApiMethod.Access.STATIC, "main", List.of(new ApiMethod.Parameter("arguments", strings)),
                Type.VOID_TYPE, "Prints what the model takes, gives and holds.", out -> {
            out.visitLdcInsn(Type.getObjectType(name));
            Text.push(out, table.encode());
            out.visitVarInsn(Opcodes.ALOAD, 0);
            out.visitMethodInsn(Opcodes.INVOKESTATIC, MODEL, "main", "(Ljava/lang/Class;" + STRING + strings + ")V",
                    false);
            out.visitInsn(Opcodes.RETURN);
        }));
    }
}
