package io.tapeless.codegen;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the kernel calls of a lowered function cost: arithmetic as it is executed, with the primitives that
 * functions such as exp are written out in, and the bytes that each call touches.
 */
public final class ProgramCost {
    private final LoweredFunction function;

    public ProgramCost(LoweredFunction function) {
        this.function = function;
    }

    /**
     * One call.
     *
     * @param flops float operations; a fused multiply-add counts as two
     * @param bytes bytes of all slots it reads or writes, each counted once; of tables of which it picks elements,
     *     those that it picks
     */
    public record Call(String label, Polynomial flops, Polynomial bytes) {}

    /** All calls in order, with what they cost in all turns of the loops around them; of a choice both branches. */
    public List<Call> calls() {
        List<Call> costs = new ArrayList<>();
        add(function.loops().program().steps(), Polynomial.ONE, costs);
        return costs;
    }

    /** All calls taken together. */
    public Call total() {
        return calls().stream().reduce(new Call("all", Polynomial.of(0), Polynomial.of(0)), (a, b) ->
                new Call(a.label(), a.flops().plus(b.flops()), a.bytes().plus(b.bytes())));
    }

    private void add(List<? extends Program.Step> steps, Polynomial turns, List<Call> costs) {
        for (Program.Step step : steps) {
            if (step instanceof Program.Call call) {
                costs.add(cost(call, turns));
            } else if (step instanceof Program.When when) {
                add(when.then(), turns, costs);
                add(when.otherwise(), turns, costs);
            } else {
                Program.Repeat repeat = (Program.Repeat) step;
                add(repeat.start(), turns, costs);
                add(repeat.body(), turns.times(function.layout().sizes().get(repeat.length())), costs);
            }
        }
    }

    private Call cost(Program.Call call, Polynomial turns) {
        Kernel kernel = function.loops().program().kernels().get(call.kernel());
        List<Polynomial> sizes = call.sizes().stream().map(function.layout().sizes()::get).toList();
        return new Call(call.label(), body(kernel.body(), sizes).times(turns), bytes(call, kernel, sizes).times(turns));
    }

    private Polynomial bytes(Program.Call call, Kernel kernel, List<Polynomial> sizes) {
        KernelTraffic traffic = new KernelTraffic(kernel, size -> size(size, sizes));
        Polynomial bytes = Polynomial.of(0);
        for (int slot : new HashSet<>(call.slots())) {
            Layout.Slot region = function.layout().slots().get(slot);
            List<Integer> buffers = IntStream.range(0, call.slots().size())
                    .filter(b -> call.slots().get(b) == slot).boxed().toList();
            Polynomial elements = traffic.picks(buffers).orElse(region.size());
            bytes = bytes.plus(elements.times(Polynomial.of(region.element().bytes())));
        }
        return bytes;
    }

    private static Polynomial body(List<Stmt> body, List<Polynomial> sizes) {
        Polynomial sum = Polynomial.of(0);
        for (Stmt stmt : body) {
            sum = sum.plus(of(stmt, sizes));
        }
        return sum;
    }

    private static Polynomial of(Stmt stmt, List<Polynomial> sizes) {
        if (stmt instanceof Stmt.For loop) {
            return size(loop.extent(), sizes).times(body(loop.body(), sizes));
        } else if (stmt instanceof Stmt.While loop) {
            return body(loop.body(), sizes);
        } else if (stmt instanceof Stmt.If choice) {
            return body(choice.body(), sizes);
        } else if (stmt instanceof Stmt.Contract contract) {
            Polynomial term = Polynomial.of(2L + flops(contract.left()) + flops(contract.right()));
            return size(contract.rows(), sizes).times(size(contract.columns(), sizes))
                    .times(size(contract.depths(), sizes).times(term).plus(body(contract.epilogue(), sizes)));
        } else if (stmt instanceof Stmt.Declare declare) {
            return Polynomial.of(flops(declare.value()));
        } else if (stmt instanceof Stmt.Assign assign) {
            return Polynomial.of(flops(assign.value()));
        } else if (stmt instanceof Stmt.Store store) {
            return Polynomial.of(flops(store.value()));
        } else if (stmt instanceof Stmt.Accumulate accumulate) {
            return Polynomial.of(1L + flops(accumulate.value()));
        }
        return Polynomial.of(0);
    }

    private static Polynomial size(Size size, List<Polynomial> sizes) {
        return size instanceof Size.Known known ? Polynomial.of(known.value())
                : sizes.get(((Size.Argument) size).number());
    }

    private static int flops(Expr expr) {
        int own = expr instanceof Expr.Apply apply && apply.dtype().isFloat()
                ? apply.function() == ScalarOp.FMA ? 2 : 1 : 0;
        return own + expr.operands().stream().mapToInt(ProgramCost::flops).sum();
    }
}
