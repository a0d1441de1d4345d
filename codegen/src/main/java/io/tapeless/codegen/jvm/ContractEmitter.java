package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.jvm.ContractHelpers.Helper;
import io.tapeless.codegen.jvm.TilePlan.Packing;
import io.tapeless.codegen.jvm.TilePlan.Section;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * Writes a contraction as a driver, which holds no vector and calls tiles and helpers: for each panel of
 * columns, pack the right factor if it must be, then run the tiles of all rows, and where the epilogue is more
 * than a store, run it over blocks of rows whose sums lie in scratch memory.
 */
final class ContractEmitter {
    private static final int LINE_GAP = 16;

    private final KernelCode kernel;
    private final Code code;
    private final ScalarEmitter scalars;
    private final Stmt.Contract contract;
    private final TilePlan plan;
    private final ContractHelpers helpers;
    /** Buffers in scratch memory: the panel, the turned left factor, the sums; −1 for those not needed. */
    private final int panel;
    private final int turned;
    private final int sums;

    /** What one section calls and where its tiles read and write. */
    private record Parts(Section section, Helper pack, Helper epilogue, AffineFactor left, AffineFactor right,
            AffineFactor result) {}

    ContractEmitter(KernelCode kernel, Stmt.Contract contract, TilePlan plan) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.contract = contract;
        this.plan = plan;
        scalars = new ScalarEmitter(kernel);
        helpers = new ContractHelpers(kernel, contract);
        int width = plan.sections().stream().mapToInt(Section::vectors).max().orElse(0) * plan.lanes();
        panel = helpers.buffer(plan.right() == Packing.NONE ? 0 : plan.depthBlock() * width);
        turned = helpers.buffer(switch (plan.left()) {
            case TURNED -> ((Size.Known) contract.rows()).value() * turnedLine();
            case TURNED_IN_BLOCKS -> plan.rowBlock() * turnedLine();
            default -> 0;
        });
        boolean direct = plan.sections().stream().allMatch(Section::direct);
        sums = helpers.buffer(direct ? 0 : plan.rowBlock() * width);
    }

    /** The loop over rows that computes the same bits. */
    static Stmt.For rows(Stmt.Contract contract) {
        Expr sum = new Expr.Local(contract.accumulator(), contract.dtype());
        Expr next = new Expr.Apply(ScalarOp.FMA, List.of(contract.left(), contract.right(), sum), contract.dtype());
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Declare(contract.accumulator(), contract.dtype(), new Expr.Real(contract.dtype(), 0)));
        body.add(new Stmt.For(contract.depth(), contract.depths(), Stmt.Mode.SERIAL,
                List.of(new Stmt.Assign(contract.accumulator(), next))));
        body.addAll(contract.epilogue());
        return new Stmt.For(contract.row(), contract.rows(), Stmt.Mode.SERIAL,
                List.of(new Stmt.For(contract.column(), contract.columns(), Stmt.Mode.LANES, body)));
    }

    /** Writes rows [from, to). */
    void write(Var from, Var to) {
        Var first = variable(() -> code.push(0));
        Var depths = variable(() -> kernel.pushSize(contract.depths()));
        Helper turn = plan.left() == Packing.NONE ? null : turnLeft();
        if (plan.left() == Packing.TURNED) {
            turnLeft(turn, from, to, first, depths);
        }
        for (Section section : plan.sections()) {
            Parts parts = parts(section);
            int mark = code.mark();
            Var column = variable(() -> code.push(section.start()));
            Var end = variable(() -> kernel.pushSize(section.end()));
            code.loop(column, end, columns(section), () -> panel(parts, turn, column, from, to, first, depths));
            code.release(mark);
        }
        helpers.close();
    }

    private int columns(Section section) {
        return section.vectors() * plan.lanes();
    }

    private void panel(Parts parts, Helper turn, Var column, Var from, Var to, Var first, Var depths) {
        int mark = code.mark();
        Var last = variable(() -> {
            code.load(column);
            add(columns(parts.section));
            kernel.pushSize(contract.columns());
            min();
        });
        if (parts.pack != null && !plan.cutsDepths()) {
            pack(parts, column, last, first, depths);
        }
        if (parts.section.direct() && plan.left() != Packing.TURNED_IN_BLOCKS) {
            tiles(parts, from, to, column, first, depths);
        } else {
            rowBlocks(parts, turn, column, last, from, to, first, depths);
        }
        code.release(mark);
    }

    private void rowBlocks(Parts parts, Helper turn, Var column, Var last, Var from, Var to, Var first, Var depths) {
        Var row = variable(() -> code.load(from));
        code.loop(row, to, plan.rowBlock(), () -> {
            int mark = code.mark();
            Var end = variable(() -> {
                code.load(row);
                add(plan.rowBlock());
                code.load(to);
                min();
            });
            if (!parts.section.direct()) {
                helpers.startAt(sums, columns(parts.section), row, column);
            }
            if (plan.cutsDepths()) {
                depthBlocks(parts, turn, column, last, row, end, depths);
            } else {
                block(parts, turn, column, row, end, first, depths);
            }
            if (!parts.section.direct()) {
                helpers.call(parts.epilogue, row, end, column, last);
            }
            code.release(mark);
        });
    }

    private void depthBlocks(Parts parts, Helper turn, Var column, Var last, Var row, Var end, Var depths) {
        helpers.clear(sums, plan.rowBlock() * columns(parts.section));
        Var low = variable(() -> code.push(0));
        code.loop(low, depths, plan.depthBlock(), () -> {
            int mark = code.mark();
            Var high = variable(() -> {
                code.load(low);
                add(plan.depthBlock());
                code.load(depths);
                min();
            });
            if (parts.pack != null) {
                pack(parts, column, last, low, high);
            }
            block(parts, turn, column, row, end, low, high);
            code.release(mark);
        });
    }

    /** Sums of rows [row, end) over depths [low, high). */
    private void block(Parts parts, Helper turn, Var column, Var row, Var end, Var low, Var high) {
        if (plan.left() == Packing.TURNED_IN_BLOCKS) {
            turnLeft(turn, row, end, low, high);
        }
        tiles(parts, row, end, column, low, high);
    }

    // tiles

    /** Cuts a range of rows into tiles: of each height as many as fit. */
    private void tiles(Parts parts, Var from, Var to, Var column, Var low, Var high) {
        int mark = code.mark();
        Var depth = variable(() -> {
            code.load(high);
            code.load(low);
            code.op(Opcodes.ISUB);
        });
        bind(contract.column(), column);
        bind(contract.depth(), low);
        Var row = variable(() -> code.load(from));
        boolean overlap = parts.section.overlapRows();
        for (int height : parts.section.rows()) {
            Var limit = variable(() -> {
                code.load(to);
                add(1 - height);
            });
            if (overlap) {
                code.ifLess(row, limit, () -> overlapping(parts, height, row, to, depth));
                overlap = false;
            } else {
                code.loop(row, limit, height, () -> tile(parts, height, row, depth));
            }
        }
        code.release(mark);
    }

    /** Tiles from {@code row} to {@code to}; the last ends there, and so may compute rows of the one before again. */
    private void overlapping(Parts parts, int height, Var row, Var to, Var depth) {
        code.loop(row, to, height, () -> {
            int mark = code.mark();
            Var first = variable(() -> {
                code.load(row);
                code.load(to);
                add(-height);
                min();
            });
            tile(parts, height, first, depth);
            code.release(mark);
        });
    }

    private void tile(Parts parts, int height, Var row, Var depth) {
        RegisterTile tile = new RegisterTile(contract.dtype(), kernel.form, height, parts.section.vectors(), plan.lanes(),
                parts.left.along(), parts.left.across(), parts.right.across(), plan.cutsDepths());
        bind(contract.row(), row);
        pushMatrix(parts.left);
        pushMatrix(parts.right);
        pushMatrix(parts.result);
        kernel.pushSize(parts.result.across());
        code.load(depth);
        tile.unknownStrides().forEach(kernel::pushSize);
        kernel.methods().call(code, tile);
    }

    /** Pushes the array and the number of the element at the bound row, column and depth. */
    private void pushMatrix(AffineFactor matrix) {
        kernel.pushArray(matrix.buffer());
        scalars.place(matrix.buffer(), matrix.index());
    }

    // helpers

    private Parts parts(Section section) {
        int columns = columns(section);
        AffineFactor left = plan.left() == Packing.NONE
                ? AffineFactor.of(contract.left(), contract.row(), contract.depth())
                : new AffineFactor(turned, turnedIndex(), Size.of(turnedLine()), Size.ONE);
        AffineFactor right = plan.right() == Packing.NONE
                ? AffineFactor.of(contract.right(), contract.column(), contract.depth())
                : new AffineFactor(panel, index(columns, contract.depth()), Size.ONE, Size.of(columns));
        AffineFactor result = section.direct() ? TilePolicy.result(contract)
                : new AffineFactor(sums, index(columns, contract.row()), Size.ONE, Size.of(columns));
        Helper epilogue = section.direct() ? null : helpers.write(2,
                (method, ints) -> epilogue(method, ints, section));
        return new Parts(section, plan.right() == Packing.NONE ? null : pack(section), epilogue, left, right, result);
    }

    private Helper pack(Section section) {
        Stmt.Store copy = new Stmt.Store(panel, index(columns(section), contract.depth()), contract.right());
        return helpers.write(2, (method, ints) -> {
            FactorPacking packing = new FactorPacking(method, contract.depth(), copy);
            if (plan.right() == Packing.COPIED) {
                packing.copied(contract.column(), ints.get(0), section.vectors());
            } else {
                packing.turned(contract.column(), ints.get(0), ints.get(1));
            }
        });
    }

    /** Packs columns [column, last) of depths [low, high). */
    private void pack(Parts parts, Var column, Var last, Var low, Var high) {
        helpers.startAt(panel, columns(parts.section), low, column);
        helpers.call(parts.pack, low, high, column, last);
    }

    private Helper turnLeft() {
        Stmt.Store copy = new Stmt.Store(turned, turnedIndex(), contract.left());
        return helpers.write(2, (method, ints) ->
                new FactorPacking(method, contract.depth(), copy).turned(contract.row(), ints.get(0), ints.get(1)));
    }

    /** Turns rows [row, end) of depths [low, high). */
    private void turnLeft(Helper turn, Var row, Var end, Var low, Var high) {
        helpers.startAt(turned, turnedLine(), row, low);
        helpers.call(turn, low, high, row, end);
    }

    /** The place of an element of the left factor in its turned copy. */
    private Index turnedIndex() {
        return Index.of(new Index.Term(Size.of(turnedLine()), new Expr.LoopIndex(contract.row())),
                new Index.Term(Size.ONE, new Expr.LoopIndex(contract.depth())));
    }

    /** The length of a line of that copy: not a power of two, so that many lines are in the cache at once. */
    private int turnedLine() {
        return (plan.left() == Packing.TURNED ? ((Size.Known) contract.depths()).value() : plan.depthBlock()) + LINE_GAP;
    }

    /**
     * The epilogue over rows [from, to) and columns [column, last): in panels that are full, in whole vectors.
     */
    private void epilogue(KernelCode method, List<Var> ints, Section section) {
        List<Stmt> body = new ArrayList<>();
        body.add(new Stmt.Declare(contract.accumulator(), contract.dtype(),
                new Expr.Load(sums, index(columns(section), contract.row()), contract.dtype())));
        body.addAll(contract.epilogue());
        Stmt.For pass = new Stmt.For(contract.column(), contract.columns(), Stmt.Mode.LANES, body);
        LanePlan lanes = LanePlan.of(pass, method.form);
        boolean full = section.end() instanceof Size.Known end
                && (end.value() - section.start()) % columns(section) == 0;
        method.names.put(contract.row(), new Place.Scalar(method.from));
        method.code.loop(method.from, method.to, 1, () -> {
            int mark = method.code.mark();
            if (full && lanes != null) {
                VectorEmitter vectors = new VectorEmitter(method, new ScalarEmitter(method), lanes);
                Var column = offset(method.code, ints.get(0), 0);
                method.names.put(contract.column(), new Place.Scalar(column));
                method.code.loop(column, ints.get(1), lanes.vectorLanes(),
                        () -> vectors.body(body, Turn.whole(column)));
            } else {
                new KernelEmitter(method).loop(pass, offset(method.code, ints.get(0), 0), ints.get(1));
            }
            method.code.release(mark);
        });
    }

    private static Var offset(Code code, Var base, int distance) {
        code.load(base);
        code.push(distance);
        code.op(Opcodes.IADD);
        Var var = code.local("I");
        code.store(var);
        return var;
    }

    /** {@code stride · index + column}. */
    private Index index(int stride, String index) {
        return Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex(contract.column())),
                new Index.Term(Size.of(stride), new Expr.LoopIndex(index)));
    }

    // driver code

    private void bind(String name, Var var) {
        kernel.names.put(name, new Place.Scalar(var));
    }

    private Var variable(Runnable value) {
        value.run();
        Var var = code.local("I");
        code.store(var);
        return var;
    }

    private void add(int value) {
        code.push(value);
        code.op(Opcodes.IADD);
    }

    private void min() {
        code.invokeStatic("java/lang/Math", "min", "(II)I");
    }
}
