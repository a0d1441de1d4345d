package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Lanes;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Source;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes kernels as static methods that call nothing that holds a vector. */
final class KernelEmitter {
    /** HotSpot never compiles a method of more than 8,000 bytes. */
    static final int MAX_BYTES = 6000;

    private final KernelCode kernel;
    private final Code code;
    private final ScalarEmitter scalars;
    /** The index of the LANES loop around the current statement, in scalar form. */
    private String lane;

    KernelEmitter(KernelCode kernel) {
        this.kernel = kernel;
        code = kernel.code;
        scalars = new ScalarEmitter(kernel);
    }

    /**
     * Adds the methods of a kernel to a class. A kernel too large for one method in vector form is written
     * in scalar form.
     *
     * @param methods where it goes
     * @return the scratch memory it needs: elements of f32, f64, i32 and i64
     * @throws IllegalStateException if it is too large in scalar form
     */
    static List<Integer> emit(KernelMethods methods, Kernel kernel, Form form) {
        Form used = form.isVector() && (isShortSum(kernel) || bytes(kernel, form) > MAX_BYTES) ? Form.SCALAR : form;
        List<Integer> scratch = write(methods, kernel, used);
        if (methods.largest() > MAX_BYTES) {
            throw new IllegalStateException("kernel " + methods.name() + " takes " + methods.largest()
                    + " bytes of bytecode, more than " + MAX_BYTES + "; fuse less");
        }
        return scratch;
    }

    /**
     * True for the sum of a stored vector whose length is known at run time only, such as the losses of a
     * batch: for the few turns it takes, C2 of JDK 17 keeps its accumulators boxed.
     */
    private static boolean isShortSum(Kernel kernel) {
        List<Stmt.For> loops = kernel.body().stream()
                .filter(Stmt.For.class::isInstance).map(Stmt.For.class::cast).toList();
        return !kernel.splittable() && loops.size() == 1 && loops.get(0).extent() instanceof Size.Argument
                && loops.get(0).body().size() <= 2
                && loops.get(0).body().stream().anyMatch(Stmt.Accumulate.class::isInstance);
    }

    /** At least as many bytes as the largest method of a kernel takes. */
    static int bytes(Kernel kernel, Form form) {
        KernelMethods methods = KernelMethods.measured();
        write(methods, kernel, form);
        return methods.largest();
    }

    private static List<Integer> write(KernelMethods methods, Kernel kernel, Form form) {
        ScratchPlan plan = new ScratchPlan();
        methods.kernel(KernelCode.descriptor(kernel), code ->
                new KernelEmitter(new KernelCode(code, kernel, form, plan, methods)).kernel());
        return plan.lengths();
    }

    private void kernel() {
        Kernel source = kernel.kernel;
        body(source.body(), source.splittable());
        code.op(Opcodes.RETURN);
    }

    /** Writes statements outside of LANES loops in vector form. */
    void body(List<Stmt> body) {
        body(body, false);
    }

    private void body(List<Stmt> body, boolean split) {
        int mark = code.mark();
        int[] scratch = kernel.plan().mark();
        Set<String> unplaced = SingleUses.of(body);
        for (int i = 0; i < body.size(); i++) {
            Stmt stmt = body.get(i);
            if (stmt instanceof Stmt.Declare declare && unplaced.contains(declare.name())) {
                kernel.names.put(declare.name(), new Place.Unplaced(declare.value()));
            } else if (stmt instanceof Stmt.Declare declare) {
                kernel.at(declare.name());
                Var var = code.local(declare.dtype());
                scalars.push(declare.value());
                code.store(var);
                kernel.names.put(declare.name(), new Place.Scalar(var));
            } else if (stmt instanceof Stmt.Assign assign) {
                scalars.push(assign.value());
                code.store(((Place.Scalar) kernel.names.get(assign.name())).var());
            } else if (stmt instanceof Stmt.Store store) {
                kernel.pushArray(store.buffer());
                scalars.place(store.buffer(), store.index());
                scalars.push(store.value());
                code.arrayStore(store.value().dtype());
            } else if (stmt instanceof Stmt.Accumulator accumulator) {
                accumulator(accumulator, body.subList(i + 1, body.size()));
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                accumulate(accumulate);
            } else if (stmt instanceof Stmt.For loop) {
                loop(loop, split);
            } else if (stmt instanceof Stmt.While loop) {
                Label head = new Label();
                Label exit = new Label();
                code.label(head);
                scalars.jumpUnless(loop.condition(), exit);
                body(loop.body());
                code.jump(Opcodes.GOTO, head);
                code.label(exit);
            } else if (stmt instanceof Stmt.If choice) {
                Label skip = new Label();
                scalars.jumpUnless(choice.condition(), skip);
                body(choice.body());
                code.label(skip);
            } else if (stmt instanceof Stmt.Contract contract) {
                contract(contract, split);
            }
        }
        kernel.plan().release(scratch);
        code.release(mark);
    }

    private void loop(Stmt.For loop, boolean split) {
        range(loop.extent(), split, (index, limit) -> loop(loop, index, limit));
    }

    private void contract(Stmt.Contract contract, boolean split) {
        TilePlan plan = TilePolicy.plan(contract, kernel.form);
        if (plan == null) {
            loop(ContractEmitter.rows(contract), split);
        } else {
            range(contract.rows(), split, new ContractEmitter(kernel, contract, plan)::write);
        }
    }

    /** Writes what runs over [0, extent), or over the part of it that a split kernel is called for. */
    private void range(Size extent, boolean split, BiConsumer<Var, Var> body) {
        int mark = code.mark();
        Var index = split ? kernel.from : code.local("I");
        Var limit = split ? kernel.to : code.local("I");
        if (!split) {
            code.push(0);
            code.store(index);
            kernel.pushSize(extent);
            code.store(limit);
        }
        body.accept(index, limit);
        code.release(mark);
    }

    /** Writes iterations [index, limit) of a loop. */
    void loop(Stmt.For loop, Var index, Var limit) {
        LanePlan plan = LanePlan.of(loop, kernel.form);
        if (plan != null) {
            new VectorEmitter(kernel, scalars, plan).loop(loop, index, limit);
        } else {
            String outer = lane;
            lane = loop.mode() == Stmt.Mode.LANES ? loop.index() : lane;
            kernel.names.put(loop.index(), new Place.Scalar(index));
            code.loop(index, limit, 1, () -> body(loop.body(), false));
            lane = outer;
        }
    }

    private void accumulator(Stmt.Accumulator accumulator, List<Stmt> following) {
        DType dtype = accumulator.dtype();
        int count = Lanes.count(dtype);
        Expr identity = Lanes.identity(accumulator.combine(), dtype);
        int region = kernel.plan().region(dtype, count);
        Stmt.For feeder = feeder(following, accumulator.name());
        LanePlan plan = feeder == null ? null : LanePlan.of(feeder, kernel.form);
        List<Var> copies = new ArrayList<>();
        if (plan != null) {
            copies = VectorEmitter.lanes(kernel, plan, scalars, dtype, identity);
        } else {
            kernel.pushScratch(dtype);
            code.push(region);
            code.push(region + count);
            scalars.push(identity);
            String type = Code.descriptor(dtype);
            code.invokeStatic("java/util/Arrays", "fill", "([" + type + "II" + type + ")V");
        }
        kernel.names.put(accumulator.name(), new Place.Lanes(accumulator, region, copies));
    }

    /** The LANES loop that feeds an accumulator, or null. */
    private static Stmt.For feeder(List<Stmt> body, String accumulator) {
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.For loop) {
                boolean feeds = loop.mode() == Stmt.Mode.LANES && feeds(loop.body(), accumulator);
                Stmt.For found = feeds ? loop : feeder(loop.body(), accumulator);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean feeds(List<Stmt> body, String accumulator) {
        return body.stream().anyMatch(stmt -> stmt instanceof Stmt.Accumulate a && a.accumulator().equals(accumulator)
                || stmt instanceof Stmt.For loop && feeds(loop.body(), accumulator));
    }

    private void accumulate(Stmt.Accumulate accumulate) {
        Place.Lanes lanes = (Place.Lanes) kernel.names.get(accumulate.accumulator());
        DType dtype = lanes.accumulator().dtype();
        kernel.pushScratch(dtype);
        code.push(lanes.region());
        code.load(((Place.Scalar) kernel.names.get(lane)).var());
        code.push(Lanes.count(dtype) - 1);
        code.op(Opcodes.IAND);
        code.op(Opcodes.IADD);
        code.op(Opcodes.DUP2);
        code.arrayLoad(dtype);
        scalars.push(accumulate.value());
        scalars.combine(lanes.accumulator().combine(), dtype);
        code.arrayStore(dtype);
    }
}
