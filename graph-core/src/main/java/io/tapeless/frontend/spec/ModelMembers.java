package io.tapeless.frontend.spec;

import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import io.tapeless.frontend.Tensor;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of the model class: overrides of its hyper-parameters, its results and its settings. */
final class ModelMembers {
    private final Evaluation evaluation;
    private final Map<String, String> defines;
    private final Instance model;

    ModelMembers(Evaluation evaluation, Map<String, String> defines) {
        this.evaluation = evaluation;
        this.defines = defines;
        this.model = evaluation.root();
    }

    /** Evaluates all members in order, then declares results and names. */
    void evaluate() {
        evaluation.fields().evaluate(model, Frame.member(model), member -> true, this::override);
        requireAssigned(model);
        evaluation.layers().made().forEach(this::requireAssigned);
        for (FieldDeclaration field : model.type().node().getFields()) {
            field.getVariables().forEach(v -> results(field, v));
        }
        name(model);
        evaluation.layers().made().forEach(this::name);
    }

    // ------------------------------------------------------------------ hyper-parameters

    /** True for {@code static final int / long / double / boolean / String NAME}. */
    static boolean isHyperParameter(FieldDeclaration field, SpecType type) {
        return field.isStatic() && field.isFinal() && switch (type.kind()) {
            case INT, LONG, DOUBLE, BOOLEAN, STRING -> true;
            default -> false;
        };
    }

    private Object override(VariableDeclarator declarator, SpecType type) {
        String text = defines.get(declarator.getNameAsString());
        if (text == null || !isHyperParameter(ClassDecl.declaration(declarator), type)) {
            return null;
        }
        try {
            return parse(type, text.strip());
        } catch (IllegalArgumentException e) {
            evaluation.diagnostics().report(Positions.of(declarator), "-D " + declarator.getNameAsString() + "=" + text
                    + " is no " + type.text(), "");
            return Marker.ERROR;
        }
    }

    private static Object parse(SpecType type, String text) {
        return switch (type.kind()) {
            case INT -> Integer.valueOf(text.replace("_", ""));
            case LONG -> Long.valueOf(text.replace("_", "").replaceAll("[lL]$", ""));
            case DOUBLE -> Double.valueOf(text);
            case BOOLEAN -> {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new IllegalArgumentException(text);
                }
                yield text.equals("true");
            }
            default -> text;
        };
    }

    // ------------------------------------------------------------------ results

    private void requireAssigned(Instance owner) {
        for (Variable field : owner.fields().values()) {
            if (field.role() != Variable.Role.PLAIN && !field.isAssigned() && !owner.broken()) {
                evaluation.diagnostics().report(field.declared(), field.role().annotation() + " " + field.name()
                        + " is never given its value", "");
            }
        }
    }

    private void results(FieldDeclaration declaration, VariableDeclarator declarator) {
        for (AnnotationExpr annotation : declaration.getAnnotations()) {
            String kind = annotation.getNameAsString();
            if (!List.of("Output", "Loss", "Metric").contains(kind)) {
                continue;
            }
            try {
                result(kind, declarator.getNameAsString());
            } catch (SpecError | IrException e) {
                evaluation.report(declarator, e, Frame.member(model));
            }
        }
    }

    private void result(String kind, String name) {
        Variable field = model.fields().get(name);
        String label = "@" + kind + " " + name;
        if (!field.isAssigned()) {
            throw new SpecError(label + " is never given its value");
        } else if (field.get() == Marker.ERROR) {
            return;
        }
        Object value = evaluation.builtins().tensor(field.get());
        if (value instanceof Number) {
            value = ArgumentConversion.constant(evaluation.builder(), DType.F32, value);
        }
        if (!(value instanceof Tensor tensor)) {
            throw new SpecError(label + " is a tensor, found " + Values.describe(value));
        } else if (!kind.equals("Output") && tensor.rank() != 0) {
            throw new SpecError(label + " is a scalar, found " + tensor.type(), "reduce it with mean or sum");
        }
        switch (kind) {
            case "Output" -> evaluation.builder().output(name, tensor);
            case "Loss" -> evaluation.builder().loss(name, tensor);
            default -> evaluation.builder().metric(name, tensor);
        }
    }

    /** Names the tensors that fields hold, alone or in arrays and lists. */
    private void name(Instance owner) {
        owner.fields().values().stream().filter(Variable::isAssigned)
                .forEach(f -> name(owner.qualified(f.name()), f.get(), true));
    }

    private void name(String label, Object value, boolean inside) {
        if (value instanceof Tensor tensor) {
            evaluation.builder().name(label, tensor);
        } else if (value instanceof Sequence sequence && inside) {
            int index = 0;
            for (Object item : sequence.items()) {
                name(label + "." + index++, item, false);
            }
        }
    }

    // ------------------------------------------------------------------ @Train

    /** What the {@code @Train} annotation says. */
    TrainSettings settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (AnnotationExpr annotation : model.type().node().getAnnotations()) {
            if (!annotation.getNameAsString().equals("Train")) {
                continue;
            } else if (annotation.isSingleMemberAnnotationExpr()) {
                evaluation.report(annotation, new SpecError("@Train takes settings by name",
                        "expected such as @Train(epochs = 30)"), Frame.member(model));
            } else if (annotation instanceof NormalAnnotationExpr normal) {
                normal.getPairs().forEach(p -> setting(p, settings));
            }
        }
        return TrainSettings.of(settings);
    }

    private void setting(MemberValuePair pair, Map<String, Object> settings) {
        String key = pair.getNameAsString();
        List<String> known = TrainSetting.labels();
        Frame frame = Frame.member(model);
        try {
            if (!known.contains(key)) {
                String close = Names.suggest(key, known);
                throw new SpecError("@Train has no setting " + key,
                        close.isEmpty() ? "expected one of " + String.join(", ", known) : close);
            } else if (settings.containsKey(key)) {
                throw new SpecError("@Train sets " + key + " twice");
            }
            Expression value = pair.getValue();
            Object setting = evaluation.expressions().evaluate(value, Scope.of(frame));
            if (setting != Marker.ERROR) {
                TrainSettings.of(Map.of(key, requireSetting(key, setting)));
                settings.put(key, setting);
            }
        } catch (SpecError | IrException e) {
            evaluation.report(pair, e, frame);
        } catch (Abandoned e) {
            // its error is reported
        }
    }

    private static Object requireSetting(String key, Object value) {
        if (value instanceof Number || value instanceof String || value instanceof Boolean) {
            return value;
        }
        throw new SpecError("@Train " + key + " is a number, a boolean or a String, found " + Values.describe(value));
    }
}
