package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The functions the language promises are all there. */
class FunctionTableTest {
    /** The names of the language's reference, section by section. */
    private static final String PROMISED = """
            abs sign neg exp exp2 expm1 log log1p log2 log10 sqrt rsqrt cbrt square reciprocal pow sin cos tan asin
            acos atan atan2 sinh cosh tanh asinh acosh atanh sinc sigmoid logSigmoid logit softplus relu relu6
            leakyRelu prelu elu selu celu gelu geluTanh silu mish hardTanh hardSigmoid hardSwish hardShrink
            softShrink tanhShrink softsign threshold glu erf erfc erfInv lgamma digamma polygamma xlogy xlog1py
            floor ceil round trunc frac min max clip lerp where isNan isInf isFinite logAddExp hypot mod remainder
            cast

            sum mean prod max min var std logSumExp norm normalize any all argmax argmin median cumsum cumprod
            cummax cummin logCumSumExp countNonzero diff trapezoid

            reshape flatten transpose swapAxes expandDims squeeze broadcastTo concat stack split slice narrow pad
            flip rot90 tile repeat roll tril triu eye diag diagonal unfold pixelShuffle interpolate iota linspace
            oneHot

            matmul dot outer cross cdist einsum tensordot cholesky triangularSolve solve inverse det logDet slogDet
            trace matrixPower matrixExp qr eigh svd

            gather scatterAdd takeAlongAxis putAlongAxis scatterAddAlongAxis gatherNd scatterNd segmentSum
            segmentMean segmentMax topK sort argsort

            dense bilinear conv1d conv2d conv3d convTranspose1d convTranspose2d depthwiseConv2d maxPool1d maxPool2d
            maxPool3d avgPool1d avgPool2d avgPool3d adaptiveAvgPool2d globalAvgPool embedding layerNorm rmsNorm
            batchNorm groupNorm
            instanceNorm localResponseNorm softmax logSoftmax softmin dropout attention multiHeadAttention lstm gru
            rnn positionalEncoding rotaryEmbedding

            crossEntropy nll binaryCrossEntropy binaryCrossEntropyWithLogits mse mae huber smoothL1 hinge kld
            poissonNll gaussianNll cosineSimilarity cosineEmbedding marginRanking tripletMargin softMargin ctc

            accuracy topKAccuracy confusionMatrix rmse r2 perplexity auc
            randomUniform randomNormal bernoulli

            grad jvp vjp jacobian hessian hvp stopGradient customGradient clipGradient clipGradientByNorm
            scaleGradient reverseGradient fixedPoint root checkpoint checkpointName scan cond forLoop whileLoop
            """;

    /** What the operators of the language are called. */
    private static final Set<String> OPERATORS = Set.of("plus", "minus", "times", "dividedBy", "rem", "negate", "eq",
            "ne", "lt", "le", "gt", "ge", "not", "and", "or", "xor");

    private static final Set<Class<?>> PARAMETERS = Set.of(Tensor.class, List.class, Tensor[].class, double.class,
            int.class, boolean.class, String.class, String[].class, DType.class, Dim.class, Dim[].class, int[].class,
            Supplier.class, Function.class, UnaryOperator.class, BiFunction.class, BinaryOperator.class);

    @Test
    void everyPromisedNameIsDefined() {
        Set<String> promised = new TreeSet<>(List.of(PROMISED.strip().split("\\s+")));
        Set<String> known = new TreeSet<>(FunctionNames.defined());
        known.removeAll(OPERATORS);
        assertEquals(promised, known);
    }

    @Test
    void parametersAreOfTheKindsASpecCanPass() {
        FunctionNames.methods().forEach(method -> {
            List<Class<?>> parameters = List.of(method.getParameterTypes());
            boolean fromBuilder = !parameters.isEmpty() && parameters.get(0) == ModelBuilder.class;
            List<Class<?>> rest = fromBuilder ? parameters.subList(1, parameters.size()) : parameters;
            assertTrue(PARAMETERS.containsAll(rest), method.toString());
        });
    }

    @Test
    void functionsOfATensorAreItsMethods() {
        Set<String> missing = FunctionNames.methods()
                .filter(m -> m.getParameterTypes()[0] == Tensor.class)
                .filter(m -> !isMethod(m))
                .map(Method::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing);
    }

    private static boolean isMethod(Method function) {
        Class<?>[] all = function.getParameterTypes();
        try {
            return Tensor.class.getMethod(function.getName(), Arrays.copyOfRange(all, 1, all.length)).getReturnType()
                    == function.getReturnType();
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
