package io.tapeless.codegen.aot;

import io.tapeless.codegen.LoweredFunction;
import io.tapeless.codegen.runtime.Runner;
import io.tapeless.codegen.runtime.Slice;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Dim;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * How Java calls a compiled function. Inputs are parameters, scalars as such and all else as arrays. A
 * single symbolic dimension is found from the length of an array; several are parameters of type
 * {@code int} after the inputs.
 */
final class FunctionCode {
    private static final Type RUNNER = Type.getType(Runner.class);
    private static final Type SLICE = Type.getType(Slice.class);

    /** A method without parameters of the class being generated that gives a {@link Runner}. */
    record Access(String owner, String method) {}

    private final Access access;
    private final Map<String, TensorType> inputs = new LinkedHashMap<>();
    private final Map<String, TensorType> outputs = new LinkedHashMap<>();
    /** Numbers of the symbolic dimensions by name, in order of appearance in the inputs. */
    private final Map<String, Integer> dims = new LinkedHashMap<>();
    private final List<ApiMethod.Parameter> parameters = new ArrayList<>();
    /** The input from which the one dimension is found. */
    private final OptionalInt fitted;

    FunctionCode(LoweredFunction function, Access access) {
        this.access = access;
        function.signature().inputs().forEach((name, port) -> inputs.put(name, port.type()));
        inputs.remove(ModelBuilder.KEY);
        function.signature().outputs().forEach((name, port) -> outputs.put(name, port.type()));
        List<String> symbols = function.signature().symbols();
        inputs.values().forEach(type -> type.shape().dims().forEach(dim -> dim.symbols().forEach(
                symbol -> dims.put(symbol.name(), symbols.indexOf(symbol.name())))));
        symbols.forEach(symbol -> dims.put(symbol, symbols.indexOf(symbol)));
        fitted = fitted();
        Names names = new Names(Object.class);
        inputs.forEach((name, type) -> parameters.add(
                new ApiMethod.Parameter(names.next(name), TensorCode.javaType(type))));
        if (fitted.isEmpty()) {
            dims.keySet().forEach(dim -> parameters.add(new ApiMethod.Parameter(names.next(dim), Type.INT_TYPE)));
        }
    }

    private OptionalInt fitted() {
        List<TensorType> types = List.copyOf(inputs.values());
        for (int i = 0; i < types.size() && dims.size() == 1; i++) {
            Dim size = types.get(i).shape().size();
            if (!size.isConstant() && size.terms().stream().allMatch(t -> t.factors().size() <= 1)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    List<ApiMethod.Parameter> parameters() {
        return parameters;
    }

    /** Javadoc of a method that runs the function. */
    String doc(String what, String result) {
        StringBuilder text = new StringBuilder(what).append('\n');
        int i = 0;
        for (TensorType type : inputs.values()) {
            text.append("\n@param ").append(parameters.get(i++).name()).append(" {@code ").append(type)
                    .append(type.rank() > 1 ? "}, row-major" : "}");
        }
        for (; i < parameters.size(); i++) {
            text.append("\n@param ").append(parameters.get(i).name()).append(" extent of that dimension");
        }
        return text.append("\n@return ").append(result)
                .append("\n@throws IllegalArgumentException if an array is null or of the wrong length").toString();
    }

    /** Binds the dimensions and copies the inputs, from the method's parameters. */
    void feed(MethodVisitor out) {
        if (fitted.isPresent()) {
            int input = fitted.getAsInt();
            runner(out);
            TensorCode.push(out, input);
            out.visitVarInsn(Opcodes.ALOAD, ApiMethod.local(parameters, input));
            call(out, RUNNER, "fit", "(ILjava/lang/Object;)V");
        } else {
            int parameter = inputs.size();
            for (int number : dims.values()) {
                runner(out);
                TensorCode.push(out, number);
                out.visitVarInsn(Opcodes.ILOAD, ApiMethod.local(parameters, parameter++));
                call(out, RUNNER, "dim", "(II)V");
            }
            runner(out);
            call(out, RUNNER, "bind", "()V");
        }
        for (int i = 0; i < inputs.size(); i++) {
            slice(out, "input", i);
            TensorCode.set(out, parameters.get(i).type(), ApiMethod.local(parameters, i));
        }
    }

    /** Runs the function on the inputs it was fed. */
    void run(MethodVisitor out) {
        runner(out);
        call(out, RUNNER, "run", "()V");
    }

    /** Puts the runner on the stack. */
    private void runner(MethodVisitor out) {
        out.visitVarInsn(Opcodes.ALOAD, 0);
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, access.owner, access.method, "()" + RUNNER.getDescriptor(), false);
    }

    /** Puts the value of a scalar output on the stack. */
    void scalar(MethodVisitor out, String output) {
        slice(out, "output", number(output));
        TensorCode.scalar(out, TensorCode.javaType(outputs.get(output)));
    }

    private int number(String output) {
        return List.copyOf(outputs.keySet()).indexOf(output);
    }

    private void slice(MethodVisitor out, String what, int number) {
        runner(out);
        TensorCode.push(out, number);
        call(out, RUNNER, what, "(I)" + SLICE.getDescriptor());
    }

    private static void call(MethodVisitor out, Type owner, String name, String descriptor) {
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner.getInternalName(), name, descriptor, false);
    }

    /** Methods that read an output: of a scalar, its value; of all else, a copy, and one into a given array. */
    List<ApiMethod> results(String output, String javaName, String doc) {
        TensorType type = outputs.get(output);
        return TensorCode.readers(javaName, type, doc, out -> slice(out, "output", number(output)));
    }
}
