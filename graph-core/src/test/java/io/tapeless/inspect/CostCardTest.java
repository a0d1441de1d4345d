package io.tapeless.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostCardTest {
    private static final Graph GRAPH = GraphParser.parse("""
            graph g {
              dim B in [1, 64]
              %0 = input "x" : f32[B, 4]
              %1 = variable{trainable} "w" : f32[4, 5]
              %2 = variable{trainable} "b" : f32[5]
              %3 = matmul %0, %1 : f32[B, 5]
              %4 = broadcast{axes=[0]} %2 : f32[B, 5]
              %5 = add %3, %4 : f32[B, 5]
              %6 = reduce_sum{axes=[0]} %5 : f32[5]
              output y = %6
            }
            """);

    @Test
    void countsOperationsAndBytesAsPolynomials() {
        CostCard card = CostCard.of(GRAPH);
        Dim b = Dim.symbol("B", 1, 64);
        // 2·B·4·5 + B·5 + B·5
        assertEquals(b.times(50), card.operations());
        assertEquals(Map.of("matmul", b.times(40), "add", b.times(5), "reduce_sum", b.times(5)),
                card.operationsByKind());
        // (4B + 20) + (5B + 5) + 5B numbers of 4 bytes
        assertEquals(b.times(14).plus(25).times(4), card.bytesRead());
        assertEquals(b.times(10).plus(5).times(4), card.bytesWritten());
        assertEquals(25, card.parameters());
    }

    /** A gather reads 3·5 numbers of its table and 3 indices. */
    @Test
    void tablesAreReadWhereTheyAreGathered() {
        CostCard card = CostCard.of(GraphParser.parse("""
                graph g {
                  %0 = variable{trainable} "table" : f32[1000000, 5]
                  %1 = input "i" : i32[3]
                  %2 = gather{axis=0} %0, %1 : f32[3, 5]
                  output y = %2
                }
                """));
        assertEquals(Dim.of(4 * (15 + 3)), card.bytesRead());
    }

    @Test
    void printsATable() {
        String table = CostCard.of(GRAPH).toString();
        assertEquals(6, table.lines().count(), table);
        assertEquals("%3 = matmul %0, %1 | 40*B | 16*B + 80 | 20*B",
                table.lines().skip(1).findFirst().orElseThrow().replaceAll(" {2,}", " | "));
    }
}
