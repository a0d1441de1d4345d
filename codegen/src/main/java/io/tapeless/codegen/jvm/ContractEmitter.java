package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.jvm.ContractHelpers.Helper;
import io.tapeless.codegen.jvm.FactorPacking.Part;
import io.tapeless.codegen.jvm.TilePlan.Packing;
import io.tapeless.codegen.jvm.TilePlan.Section;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    /** Buffers of what rows or depths add to the place in memory of what is copied in lines; −1 if there is none. */
    private final int leftTable;
    private final int rightTable;

    /** What one section calls and where its tiles read and write; no method where there is nothing to do. */
    private record Parts(Section section, Helper turn, Helper pack, Helper epilogue, AffineFactor left,
            AffineFactor right, AffineFactor result) {}

    /** Rows, columns or depths from {@code start} up to {@code end}. */
    private record Range(Var start, Var end) {}

    ContractEmitter(KernelCode kernel, Stmt.Contract contract, TilePlan plan) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.contract = contract;
        this.plan = plan;
        scalars = new ScalarEmitter(kernel);
        helpers = new ContractHelpers(kernel, contract);
        int width = plan.sections().stream().mapToInt(this::columns).max().orElse(0);
        int line = plan.sections().stream().mapToInt(plan::panelLine).max().orElse(0);
        panel = helpers.buffer(plan.isRightPacked() ? plan.depthBlock() * line : 0);
        turned = helpers.buffer(plan.left() == Packing.TURNED ? ((Size.Known) contract.rows()).value() * turnedLine()
                : plan.left() != Packing.NONE ? plan.leftBlock() * turnedLine() : 0);
        boolean direct = plan.sections().stream().allMatch(Section::direct);
        sums = helpers.buffer(direct ? 0 : plan.rowBlock() * width);
        leftTable = plan.left() == Packing.COPIED_IN_BLOCKS
                ? table(contract.left(), contract.row(), contract.depth(), contract.rows()) : -1;
        rightTable = plan.right() == Packing.COPIED || plan.right() == Packing.TABLED
                ? table(contract.right(), contract.depth(), contract.column(), contract.depths()) : -1;
    }

    /** A buffer for what each line adds to the place of a factor; −1 if lines are at equal distances. */
    private int table(Expr factor, String line, String across, Size lines) {
        boolean even = PackedPlace.course(factor, line, across).isEven();
        return helpers.buffer(DType.I32, even ? 0 : ((Size.Known) lines).value());
    }

    private void fill(int table, Expr factor, String line, Size lines) {
        if (table < 0) {
            return;
        }
        helpers.startAtRegion(table);
        Stmt.Store entry = new Stmt.Store(table, Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex(line))),
                PackedPlace.of(new Stmt.Store(0, Index.of(), factor)).moving(line));
        new KernelEmitter(kernel).body(List.of(new Stmt.For(line, lines, Stmt.Mode.SERIAL, List.of(entry))));
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
        Range rows = new Range(from, to);
        Range depths = new Range(variable(() -> code.push(0)), variable(() -> kernel.pushSize(contract.depths())));
        fill(leftTable, contract.left(), contract.row(), contract.rows());
        fill(rightTable, contract.right(), contract.depth(), contract.depths());
        Helper turn = plan.left() == Packing.NONE ? null : turnLeft();
        if (plan.left() == Packing.COMPUTED) {
            blocks(rows, plan.leftBlock(), block -> {
                turnLeft(turn, block, depths);
                sections(turn, block, depths);
            });
        } else {
            if (plan.left() == Packing.TURNED) {
                turnLeft(turn, rows, depths);
            }
            sections(turn, rows, depths);
        }
        helpers.close();
    }

    private void sections(Helper turn, Range rows, Range depths) {
        for (Section section : plan.sections()) {
            Parts parts = parts(section, turn);
            int mark = code.mark();
            Var column = variable(() -> code.push(section.start()));
            Var end = variable(() -> kernel.pushSize(section.end()));
            code.loop(column, end, section.step(), () -> panel(parts, column, rows, depths));
            code.release(mark);
        }
    }

    private int columns(Section section) {
        return section.vectors() * plan.lanes();
    }

    private void panel(Parts parts, Var column, Range rows, Range depths) {
        int mark = code.mark();
        Range columns = new Range(column, variable(() -> {
            pushSum(column, parts.section.step());
            kernel.pushSize(contract.columns());
            min();
        }));
        if (parts.pack != null && !plan.cutsDepths()) {
            pack(parts, columns, depths);
        }
        if (parts.section.direct()) {
            block(parts, columns, rows, depths);
        } else {
            blocks(rows, plan.rowBlock(), block -> rowBlock(parts, columns, block, depths));
        }
        code.release(mark);
    }

    /** Cuts a range into blocks. */
    private void blocks(Range range, int size, Consumer<Range> body) {
        Var start = code.copy(range.start);
        code.loop(start, range.end, size, () -> {
            int mark = code.mark();
            body.accept(new Range(start, variable(() -> {
                pushSum(start, size);
                code.load(range.end);
                min();
            })));
            code.release(mark);
        });
    }

    private void rowBlock(Parts parts, Range columns, Range rows, Range depths) {
        boolean direct = parts.section.direct();
        if (!direct) {
            helpers.startAt(sums, columns(parts.section), rows.start, columns.start);
        }
        if (plan.cutsDepths()) {
            helpers.clear(sums, plan.rowBlock() * columns(parts.section));
            blocks(depths, plan.depthBlock(), block -> {
                if (parts.pack != null) {
                    pack(parts, columns, block);
                }
                block(parts, columns, rows, block);
            });
        } else {
            block(parts, columns, rows, depths);
        }
        if (!direct) {
            helpers.call(parts.epilogue, rows.start, rows.end, columns.start, columns.end);
        }
    }

    /** Sums of a block of rows over a block of depths. */
    private void block(Parts parts, Range columns, Range rows, Range depths) {
        if (plan.leftInBlocks()) {
            blocks(rows, plan.leftBlock(), block -> {
                turnLeft(parts.turn, block, depths);
                tiles(parts, columns, block, depths);
            });
        } else {
            tiles(parts, columns, rows, depths);
        }
    }

    // tiles

    /** Cuts a range of rows into tiles: of each height as many as fit. */
    private void tiles(Parts parts, Range columns, Range rows, Range depths) {
        int mark = code.mark();
        Var depth = variable(() -> {
            code.load(depths.end);
            code.load(depths.start);
            code.op(Opcodes.ISUB);
        });
        bind(contract.column(), columns.start);
        bind(contract.depth(), depths.start);
        Var row = code.copy(rows.start);
        boolean overlap = parts.section.overlapRows();
        for (int height : parts.section.rows()) {
            Var limit = code.plus(rows.end, 1 - height);
            if (overlap) {
                code.ifLess(row, limit, () -> overlapping(parts, height, row, rows.end, depth));
                overlap = false;
            } else {
                code.loop(row, limit, height, () -> tile(parts, height, row, depth));
            }
        }
        code.release(mark);
    }

    /** Tiles from {@code row} to {@code end}; the last ends there, and so may compute rows of the one before again. */
    private void overlapping(Parts parts, int height, Var row, Var end, Var depth) {
        code.loop(row, end, height, () -> {
            int mark = code.mark();
            Var first = variable(() -> {
                code.load(row);
                pushSum(end, -height);
                min();
            });
            tile(parts, height, first, depth);
            code.release(mark);
        });
    }

    private void tile(Parts parts, int height, Var row, Var depth) {
        RegisterTile tile = new RegisterTile(contract.dtype(), kernel.form, height, parts.section.vectors(),
                plan.lanes(), parts.left.along(), parts.left.across(), parts.right.across(), plan.cutsDepths());
        bind(contract.row(), row);
        pushMatrix(parts.left);
        pushMatrix(parts.right);
        pushMatrix(parts.result);
        kernel.pushSize(parts.result.across());
        code.load(depth);
        tile.unknownStrides().forEach(kernel::pushSize);
        if (plan.right() == Packing.TABLED) {
            kernel.pushArray(rightTable);
            kernel.pushOffset(rightTable);
            code.load(((Place.Scalar) kernel.names.get(contract.depth())).var());
            code.op(Opcodes.IADD);
        }
        kernel.methods().call(code, tile);
    }

    /** Pushes the array and the number of the element at the bound row, column and depth. */
    private void pushMatrix(AffineFactor matrix) {
        kernel.pushArray(matrix.buffer());
        scalars.place(matrix.buffer(), matrix.index());
    }

    // helpers

    private Parts parts(Section section, Helper turn) {
        int columns = columns(section);
        int line = plan.panelLine(section);
        AffineFactor left = plan.left() == Packing.NONE
                ? AffineFactor.inRun(contract.left(), contract.row(), contract.depth())
                : new AffineFactor(turned, turnedIndex(), Size.of(turnedLine()), Size.ONE);
        AffineFactor right = !plan.isRightPacked() ? rightInPlace()
                : new AffineFactor(panel, index(line, contract.depth()), Size.ONE, Size.of(line));
        AffineFactor result = section.direct() ? TilePolicy.result(contract)
                : new AffineFactor(sums, index(columns, contract.row()), Size.ONE, Size.of(columns));
        Helper epilogue = section.direct() ? null : helpers.write(2,
                (method, ints) -> epilogue(method, ints, section));
        Helper pack = plan.isRightPacked() ? pack(section) : null;
        return new Parts(section, turn, pack, epilogue, left, right, result);
    }

    private AffineFactor rightInPlace() {
        return plan.right() == Packing.TABLED
                ? AffineFactor.ofFirst(contract.right(), contract.column(), contract.depth())
                : AffineFactor.inRun(contract.right(), contract.column(), contract.depth());
    }

    private Helper pack(Section section) {
        Stmt.Store copy = new Stmt.Store(panel, index(plan.panelLine(section), contract.depth()), contract.right());
        return helpers.write(2, (method, ints) -> {
            FactorPacking packing = new FactorPacking(method, copy);
            Part depths = new Part(contract.depth(), method.from, method.to);
            Part columns = new Part(contract.column(), ints.get(0), ints.get(1));
            if (plan.right() == Packing.COPIED) {
                packing.copied(depths, columns, rightTable);
            } else {
                packing.turned(columns, depths);
            }
        });
    }

    private void pack(Parts parts, Range columns, Range depths) {
        helpers.startAt(panel, plan.panelLine(parts.section), depths.start, columns.start);
        helpers.call(parts.pack, depths.start, depths.end, columns.start, columns.end);
    }

    private Helper turnLeft() {
        Stmt.Store copy = new Stmt.Store(turned, turnedIndex(), contract.left());
        return helpers.write(2, (method, ints) -> {
            FactorPacking packing = new FactorPacking(method, copy);
            Part depths = new Part(contract.depth(), method.from, method.to);
            Part rows = new Part(contract.row(), ints.get(0), ints.get(1));
            if (plan.left() == Packing.COPIED_IN_BLOCKS || plan.left() == Packing.COMPUTED) {
                packing.copied(rows, depths, leftTable);
            } else {
                packing.turned(rows, depths);
            }
        });
    }

    private void turnLeft(Helper turn, Range rows, Range depths) {
        helpers.startAt(turned, turnedLine(), rows.start, depths.start);
        helpers.call(turn, depths.start, depths.end, rows.start, rows.end);
    }

    /** The place of an element of the left factor in its turned copy. */
    private Index turnedIndex() {
        return Index.of(new Index.Term(Size.of(turnedLine()), new Expr.LoopIndex(contract.row())),
                new Index.Term(Size.ONE, new Expr.LoopIndex(contract.depth())));
    }

    /** The length of a line of that copy: not a power of two, so that many lines are in the cache at once. */
    private int turnedLine() {
        boolean all = plan.left() == Packing.TURNED || plan.left() == Packing.COMPUTED;
        int depths = all ? ((Size.Known) contract.depths()).value() : plan.depthBlock();
        return depths + LINE_GAP;
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
        boolean full = section.end() instanceof Size.Known end && section.step() == columns(section)
                && (end.value() - section.start()) % columns(section) == 0;
        method.names.put(contract.row(), new Place.Scalar(method.from));
        method.code.loop(method.from, method.to, 1, () -> {
            int mark = method.code.mark();
            Var column = method.code.copy(ints.get(0));
            if (full && lanes != null) {
                VectorEmitter vectors = new VectorEmitter(method, new ScalarEmitter(method), lanes);
                method.names.put(contract.column(), new Place.Scalar(column));
                method.code.loop(column, ints.get(1), lanes.vectorLanes(),
                        () -> vectors.body(body, Turn.whole(column)));
            } else {
                new KernelEmitter(method).loop(pass, column, ints.get(1));
            }
            method.code.release(mark);
        });
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
        return code.stored("I");
    }

    private void pushSum(Var base, int distance) {
        code.load(base);
        code.push(distance);
        code.op(Opcodes.IADD);
    }

    private void min() {
        code.invokeStatic("java/lang/Math", "min", "(II)I");
    }
}
