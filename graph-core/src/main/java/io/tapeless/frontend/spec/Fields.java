package io.tapeless.frontend.spec;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Fields and initializer blocks of an instance, and what storing into an annotated field makes. */
final class Fields {
    /** For fields that nothing overrides. */
    static final BiFunction<VariableDeclarator, SpecType, Object> NO_OVERRIDE = (field, type) -> null;

    private final Evaluation evaluation;

    Fields(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Evaluates members in order of declaration.
     *
     * @param wanted which of the class's members
     * @param override gives a field's value instead of its initialiser, or null
     */
    void evaluate(Instance owner, Frame frame, Predicate<BodyDeclaration<?>> wanted,
            BiFunction<VariableDeclarator, SpecType, Object> override) {
        for (BodyDeclaration<?> member : owner.type().members()) {
            if (!wanted.test(member)) {
                continue;
            }
            if (member instanceof FieldDeclaration field) {
                field.getVariables().forEach(v -> evaluate(owner, field, v, Scope.of(frame), override));
            } else if (member instanceof InitializerDeclaration block) {
                execute(owner, block, Scope.of(frame));
            }
        }
    }

    private void evaluate(Instance owner, FieldDeclaration field, VariableDeclarator declarator, Scope scope,
            BiFunction<VariableDeclarator, SpecType, Object> override) {
        SpecType written = evaluation.types().of(declarator.getType());
        boolean misplaced = role(field) != Variable.Role.PLAIN && written.kind() != SpecType.Kind.TENSOR;
        SpecType type = misplaced ? SpecType.UNKNOWN : written;
        Variable variable = new Variable(declarator.getNameAsString(), type, role(field), field.isFinal(),
                Positions.of(declarator));
        if (owner.type().fields().get(variable.name()) != declarator) {
            return; // declared twice, which is reported
        }
        owner.fields().put(variable.name(), variable);
        Object overridden = override.apply(declarator, type);
        if (overridden != null) {
            variable.set(overridden);
            return;
        }
        Expression initializer = declarator.getInitializer().orElse(null);
        if (misplaced) {
            variable.poison();
            return;
        } else if (initializer == null) {
            if (type.isPrimitive() && !field.isFinal()) {
                variable.set(type.defaultValue());
            }
            return;
        }
        Object value = value(initializer, type, scope);
        try {
            evaluation.at(initializer);
            store(variable, owner, value);
        } catch (RuntimeException e) {
            if (!Evaluation.isSpecError(e)) {
                throw e;
            }
            evaluation.report(initializer, e, scope.frame());
            variable.set(Marker.ERROR);
        }
    }

    private Object value(Expression initializer, SpecType type, Scope scope) {
        try {
            return evaluation.expressions().evaluate(initializer, type, scope);
        } catch (Abandoned e) {
            return Marker.ERROR;
        } catch (Stopped e) {
            rethrowIfLast(e, scope);
            return Marker.ERROR;
        }
    }

    /** What a layer's member reached ends the evaluation of the model's member that made the layer. */
    private static void rethrowIfLast(Stopped stopped, Scope scope) {
        if (stopped.isLast() || scope.frame().depth() > 0) {
            throw stopped;
        }
    }

    /** Runs an initializer block; if an error decides its course, the fields it may change have that error. */
    private void execute(Instance owner, InitializerDeclaration block, Scope scope) {
        boolean complete = false;
        try {
            evaluation.statements().execute(block.getBody(), scope);
            complete = true;
        } catch (Abandoned e) {
            // its error is reported
        } catch (Stopped e) {
            rethrowIfLast(e, scope);
        }
        if (!complete) {
            for (NameExpr name : block.findAll(NameExpr.class)) {
                Variable field = owner.fields().get(name.getNameAsString());
                if (field != null && mayChange(field)) {
                    field.poison();
                }
            }
        }
    }

    private static boolean mayChange(Variable field) {
        return !field.isAssigned() || field.get() instanceof Sequence
                || field.role() == Variable.Role.PLAIN && !field.isConstant();
    }

    private static Variable.Role role(NodeWithAnnotations<?> field) {
        return field.isAnnotationPresent("Input") ? Variable.Role.INPUT
                : field.isAnnotationPresent("Param") ? Variable.Role.PARAM
                : field.isAnnotationPresent("State") ? Variable.Role.STATE : Variable.Role.PLAIN;
    }

    /**
     * Stores a value into a variable; an annotated field makes it an input, parameter or state.
     *
     * @throws SpecError if the variable does not take the value
     */
    void store(Variable variable, Instance owner, Object value) {
        boolean field = owner.fields().get(variable.name()) == variable;
        if (!field || value == Marker.ERROR) {
            variable.set(value);
            return;
        }
        variable.requireOpen();
        variable.set(switch (variable.role()) {
            case INPUT -> input(variable, value);
            case PARAM, STATE -> kept(variable, owner, value);
            case PLAIN -> plain(variable, owner, value);
        });
    }

    private Object plain(Variable variable, Instance owner, Object value) {
        if (value instanceof Declared.Symbol symbol) {
            if (!owner.type().isModel() || variable.type().kind() != SpecType.Kind.DIM) {
                throw new SpecError("dim(…) declares a static final Dim of the model class");
            }
            return evaluation.builder().dim(variable.name(), symbol.min(), symbol.max());
        } else if (value instanceof Declared.Input declared) {
            throw new SpecError(declared.text() + " declares an input", "annotate " + variable.name()
                    + " with @Input");
        } else if (value instanceof Declared.Initial declared) {
            throw new SpecError(declared.text() + " starts a parameter or state", "annotate " + variable.name()
                    + " with @Param or @State");
        } else if (value instanceof Declared.Constant constant) {
            return evaluation.builtins().tensor(constant);
        }
        return value;
    }

    private Tensor input(Variable variable, Object value) {
        if (value instanceof Declared.Input declared) {
            return evaluation.builder().input(variable.name(), declared.dtype(), declared.shape().toArray(Dim[]::new));
        }
        throw new SpecError("an @Input is declared by its type, found " + Values.describe(value),
                "expected f32(…), f64(…), i32(…), i64(…) or bool(…)");
    }

    private Tensor kept(Variable variable, Instance owner, Object value) {
        String label = variable.role().annotation() + " " + variable.name();
        if (value instanceof Declared.Initial initial) {
            return kept(variable, owner, initial.initializer(), initial.dtype(), initial.shape(), label);
        } else if (value instanceof Declared.Constant constant) {
            Initializer initializer = constant.value().type().rank() == 0
                    ? Initializer.full(constant.value().real(0)) : Initializer.constant(constant.value());
            return kept(variable, owner, initializer, constant.value().type().dtype(), constant.shape(), label);
        }
        throw new SpecError(label + " starts with an initialiser, found " + Values.describe(value),
                "expected zeros(…), heNormal(…), constant(…) or another");
    }

    private Tensor kept(Variable variable, Instance owner, Initializer initializer, DType dtype, List<Dim> dims,
            String label) {
        Shape shape = new Shape(dims);
        if (!shape.isStatic()) {
            throw new SpecError(label + " is kept between runs, so its shape " + shape + " can't be symbolic");
        } else if (variable.role() == Variable.Role.PARAM && !dtype.isFloat()) {
            throw new SpecError(label + " is trained, so it is of floats, found " + dtype, "expected F32 or F64");
        }
        long[] sizes = dims.stream().mapToLong(Dim::constant).toArray();
        String name = owner.variableName(variable.name());
        ModelBuilder builder = evaluation.builder();
        return variable.role() == Variable.Role.PARAM ? builder.param(name, initializer, dtype, sizes)
                : builder.state(name, initializer, dtype, sizes);
    }
}
