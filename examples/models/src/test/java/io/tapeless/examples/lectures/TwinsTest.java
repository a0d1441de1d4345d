package io.tapeless.examples.lectures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.TrainGraphs;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every spec has a twin in Java: node for node the same graphs, so that what is tested of one holds for the other. */
class TwinsTest {
    private static final Map<String, Model> TWINS = new TreeMap<>(Map.ofEntries(
            Map.entry("01-linear-regression/LinearRegression", LinearRegression.model()),
            Map.entry("02-toy-network/ToyNetwork", ToyNetwork.model(Tensor::relu)),
            Map.entry("03-matrix-network/MatrixNetwork", MatrixNetwork.model()),
            Map.entry("04-depth/Depth", Depth.model(Tensor::relu)),
            Map.entry("05-neuron/Neuron", Neuron.model()),
            Map.entry("06-tanh-network/TanhNetwork", TanhNetwork.model()),
            Map.entry("06-tanh-network/TanhNetworkBatch", TanhNetworkBatch.model()),
            Map.entry("07-logistic-regression/LogisticRegression", LogisticRegression.model()),
            Map.entry("07-logistic-regression/ReluLayer", ReluLayer.model()),
            Map.entry("08-mlp-weight-decay/MlpWeightDecay", MlpWeightDecay.model()),
            Map.entry("09-symbol-to-symbol/SymbolToSymbol", SymbolToSymbol.model(Tensor::sin)),
            Map.entry("10-sigmoid-network/SigmoidNetwork", SigmoidNetwork.model()),
            Map.entry("11-glorot/Glorot", Glorot.model()),
            Map.entry("12-autograd-chain/AutogradChain", AutogradChain.model()),
            Map.entry("13-four-layers/FourLayers", FourLayers.model()),
            Map.entry("14-score/Score", Score.model()),
            Map.entry("15-matrix-vector/MatrixVector", MatrixVector.model()),
            Map.entry("16-least-squares/LeastSquares", LeastSquares.model()),
            Map.entry("17-chain-rule/ChainRule", ChainRule.model()),
            Map.entry("18-composite/Composite", Composite.model()),
            Map.entry("19-matrix-valued/MatrixValued", MatrixValued.model()),
            Map.entry("20-k-layers/KLayers", KLayers.model()),
            Map.entry("21-recurrent/Recurrent", Recurrent.model())));

    static Stream<String> specs() {
        return TWINS.keySet().stream();
    }

    @Test
    void everySpecHasOne() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("lectures"))) {
            assertEquals(TWINS.keySet(), files.map(f -> Path.of("lectures").relativize(f).toString())
                    .filter(f -> f.endsWith(".model.java")).map(f -> f.replace(".model.java", ""))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theTwinDeclaresTheSpecsModel(String spec) {
        Model declared = Lecture.of(spec).model();
        Model twin = TWINS.get(spec);
        assertEquals(declared.settings(), twin.settings());
        assertEquals(nodes(declared.init()), nodes(twin.init()));
        assertEquals(nodes(declared.forward()), nodes(twin.forward()));
        if (declared.loss().isPresent()) {
            assertEquals(nodes(trainStep(declared)), nodes(trainStep(twin)));
        }
    }

    @Test
    void hyperParametersOfASpecAreParametersOfItsTwin() {
        assertEquals(nodes(forward("02-toy-network/ToyNetwork", "ACTIVATION", "sigmoid")),
                nodes(ToyNetwork.model(Tensor::sigmoid).forward()));
        assertEquals(nodes(forward("04-depth/Depth", "ACTIVATION", "tanh")), nodes(Depth.model(Tensor::tanh).forward()));
        assertEquals(nodes(forward("09-symbol-to-symbol/SymbolToSymbol", "F", "exp")),
                nodes(SymbolToSymbol.model(Tensor::exp).forward()));
    }

    private static Graph forward(String spec, String hyperParameter, String value) {
        return Lecture.of(spec, Map.of(hyperParameter, value)).model().forward();
    }

    private static Graph trainStep(Model model) {
        return TrainGraphs.of(model, model.settings()).stages().result();
    }

    /** The graph as text without its comments, which say where a node was declared. */
    private static String nodes(Graph graph) {
        return graph.toString().replaceAll(" +#[^\n]*", "");
    }
}
