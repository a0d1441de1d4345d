package io.tapeless.codegen.loop;

import static io.tapeless.codegen.loop.Samples.apply;
import static io.tapeless.codegen.loop.Samples.argument;
import static io.tapeless.codegen.loop.Samples.at;
import static io.tapeless.codegen.loop.Samples.declare;
import static io.tapeless.codegen.loop.Samples.integer;
import static io.tapeless.codegen.loop.Samples.kernel;
import static io.tapeless.codegen.loop.Samples.lanes;
import static io.tapeless.codegen.loop.Samples.load;
import static io.tapeless.codegen.loop.Samples.local;
import static io.tapeless.codegen.loop.Samples.real;
import static io.tapeless.codegen.loop.Samples.serial;
import static io.tapeless.codegen.loop.Samples.store;
import static io.tapeless.codegen.loop.Samples.term;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelVerifierTest {
    private static final DType F32 = DType.F32;
    private static final Expr X = load(0, F32, term("i"));

    @Test
    void samplesAreWellFormed() {
        Samples.all().forEach(sample -> KernelVerifier.verify(sample.kernel()));
    }

    @Test
    void namesAndTypes() {
        fails("local x is null", store(1, local("x", F32), term(1, integer(DType.I32, 0))));
        fails("no loop i", store(1, X, term(1, integer(DType.I32, 0))));
        fails("expected f32", declare("x", real(F32, 0)), new Stmt.Assign("x", real(DType.F64, 0)));
        fails("the name x is taken", declare("x", real(F32, 0)), declare("x", real(F32, 0)));
        fails("not a name", declare("a b", real(F32, 0)));
        fails("not a constant of its dtype", declare("x", real(F32, 0.1)));
        fails("dtypes differ", declare("x", new Expr.Apply(ScalarOp.ADD, List.of(real(F32, 0),
                real(DType.F64, 0)), F32)));
        fails("tanh is not a primitive", declare("x", apply(ScalarOp.TANH, real(F32, 0))));
        fails("buffer 0 is f32, read as i32", declare("x", load(0, DType.I32)));
        fails("no size argument s3", serial("i", argument(3)));
        fails("no f32 accumulator a", declare("x", new Expr.Fold("a", F32)));
    }

    @Test
    void lanesAreIndependent() {
        fails("an iteration assigns a local of all iterations", declare("x", real(F32, 0)),
                lanes("i", argument(0), new Stmt.Assign("x", X)));
        fails("all iterations store to one element", lanes("i", argument(0), store(1, X)));
        fails("an iteration may read what another stores", lanes("i", argument(0),
                store(0, load(0, F32, term(2, at("i"))), term("i"))));
        fails("a LANES loop inside another", lanes("i", argument(0), lanes("j", argument(0))));
        fails("an accumulator inside a LANES loop",
                lanes("i", argument(0), new Stmt.Accumulator("a", F32, ScalarOp.ADD)));
        fails("a second LANES loop feeds the accumulator", new Stmt.Accumulator("a", F32, ScalarOp.ADD),
                lanes("i", argument(0), new Stmt.Accumulate("a", X)),
                lanes("i", argument(0), new Stmt.Accumulate("a", X)));
        fails("folds what is still fed", new Stmt.Accumulator("a", F32, ScalarOp.ADD),
                lanes("i", argument(0), new Stmt.Accumulate("a", X), declare("x", new Expr.Fold("a", F32))));
    }

    @Test
    void conditions() {
        Expr yes = integer(DType.BOOL, 1);
        fails("a condition inside a LANES loop", lanes("i", argument(0), new Stmt.If(yes, List.of())));
        fails("a condition inside a LANES loop", lanes("i", argument(0), new Stmt.While(yes, List.of())));
        fails("expected bool", new Stmt.While(real(F32, 1), List.of()));
        fails("local x is null", new Stmt.If(yes, List.of(declare("x", real(F32, 0)))),
                declare("y", local("x", F32)));
    }

    @Test
    void contractionsDoNotReadWhatTheyStore() {
        fails("a factor is stored to", new Stmt.Contract("r", argument(0), "c", argument(0), "d", argument(0),
                load(0, F32, term("r"), term("d")), load(0, F32, term("d"), term("c")), "sum", F32,
                List.of(store(0, local("sum", F32), term("r"), term("c")))));
        fails("no loop c", new Stmt.Contract("r", argument(0), "c", argument(0), "d", argument(0),
                load(0, F32, term("c"), term("d")), load(0, F32, term("d"), term("c")), "sum", F32, List.of()));
    }

    @Test
    void whatPartsOfASplitLoopShareIsNotStored() {
        Kernel kernel = kernel(List.of(F32, F32), 1, true, declare("x", load(1, F32)),
                lanes("i", argument(0), store(1, local("x", F32), term("i"))));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> KernelVerifier.verify(kernel)).getMessage()
                .contains("what is read before the split loop is stored in it"));
    }

    private static void fails(String message, Stmt... body) {
        Kernel kernel = kernel(List.of(F32, F32), 1, false, body);
        String found = assertThrows(IllegalArgumentException.class, () -> KernelVerifier.verify(kernel)).getMessage();
        assertTrue(found.contains(message), found);
    }
}
