package io.tapeless.frontend.spec;

import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.ArrayList;
import java.util.List;

/** What a name means: a local variable, a field of this instance, a field of the model, a dtype. */
final class Lookup {
    private final Evaluation evaluation;

    Lookup(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The value of a simple name. */
    Object name(String name, Scope scope) {
        Variable variable = variable(name, scope);
        if (variable != null) {
            return read(scope.frame().self(), variable);
        }
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(name)) {
                return dtype;
            }
        }
        throw unknown(name, scope);
    }

    /** A field that lacks its value because its constructor had an error has that error. */
    private static Object read(Instance owner, Variable variable) {
        return owner.broken() && !variable.isAssigned() ? Marker.ERROR : variable.get();
    }

    /**
     * The variable of a simple name, or null.
     *
     * @throws SpecError if it is a field declared further down
     */
    Variable variable(String name, Scope scope) {
        Variable local = scope.find(name);
        Instance self = scope.frame().self();
        Variable found = local != null ? local : field(self, name);
        if (found == null && self != evaluation.root()) {
            found = field(evaluation.layers().statics(self.type()), name);
        }
        return found == null ? field(evaluation.root(), name) : found;
    }

    /** A field of an instance, or null if its class has none of that name. */
    private Variable field(Instance instance, String name) {
        Variable variable = instance.fields().get(name);
        if (variable == null && instance.type().fields().containsKey(name)) {
            VariableDeclarator later = instance.type().fields().get(name);
            boolean elsewhere = !instance.type().isModel()
                    && ClassDecl.declaration(later).isStatic() != (instance.number() == Layers.STATICS);
            if (!elsewhere) {
                throw new SpecError(name + " is used before its declaration at line " + Positions.line(later));
            }
        }
        return variable;
    }

    private SpecError unknown(String name, Scope scope) {
        List<String> known = scope.names();
        known.addAll(scope.frame().self().type().fields().keySet());
        known.addAll(evaluation.root().type().fields().keySet());
        for (DType dtype : DType.values()) {
            known.add(dtype.name());
        }
        String hint = Names.suggest(name, known);
        if (hint.isEmpty() && evaluation.builtins().isFunction(name)) {
            hint = name + " is a function; call it with ( )";
        }
        return new SpecError("there is no variable " + name, hint);
    }

    /** The value of {@code x.name}. */
    Object member(FieldAccessExpr access, Scope scope) {
        String name = access.getNameAsString();
        String type = typeName(access.getScope(), scope);
        if (type != null) {
            return ofType(type, name);
        }
        Object owner = evaluation.expressions().evaluate(access.getScope(), scope);
        if (owner == Marker.ERROR) {
            return owner;
        } else if (owner instanceof Instance instance) {
            return read(instance, fieldOf(instance, name));
        } else if (owner instanceof Sequence sequence && sequence.isArray() && name.equals("length")) {
            return sequence.size();
        }
        throw new SpecError(Values.describe(owner) + " has no field " + name,
                owner instanceof Sequence && name.equals("length") ? "call size()"
                        : owner instanceof Tensor && evaluation.builtins().isTensorMethod(name) ? "call " + name + "()"
                        : "");
    }

    /**
     * A field of an instance, for reading or assignment.
     *
     * @throws SpecError if there is none
     */
    Variable fieldOf(Instance instance, String name) {
        Variable variable = field(instance, name);
        if (variable == null && !instance.type().isModel() && instance.number() != Layers.STATICS) {
            variable = field(evaluation.layers().statics(instance.type()), name);
        }
        if (variable == null) {
            throw new SpecError(instance.type().name() + " has no field " + name,
                    Names.suggest(name, instance.type().fields().keySet()));
        }
        return variable;
    }

    private Object ofType(String type, String name) {
        ClassDecl declared = evaluation.types().classNamed(type);
        if (type.equals(evaluation.root().type().name())) {
            return fieldOf(evaluation.root(), name).get();
        } else if (declared != null) {
            return fieldOf(evaluation.layers().statics(declared), name).get();
        } else if (type.equals("DType")) {
            return dtype(name);
        }
        return StaticLibrary.constant(type, name);
    }

    private static DType dtype(String name) {
        List<String> known = new ArrayList<>();
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(name)) {
                return dtype;
            }
            known.add(dtype.name());
        }
        throw new SpecError("there is no dtype " + name, "expected one of " + String.join(", ", known));
    }

    /** The name of a type that stands before a dot, or null if what stands there is a value. */
    String typeName(Expression owner, Scope scope) {
        if (!(owner instanceof NameExpr name) || variable(name.getNameAsString(), scope) != null) {
            return null;
        }
        String type = name.getNameAsString();
        boolean known = evaluation.types().classNamed(type) != null || type.equals("DType")
                || type.equals(evaluation.root().type().name()) || StaticLibrary.isType(type);
        return known ? type : null;
    }
}
