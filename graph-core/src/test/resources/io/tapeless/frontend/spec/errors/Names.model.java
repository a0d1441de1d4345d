class Names {
    static final int HIDDEN = 4;
    @Input Tensor x = f32(HIDDEN);
    Tensor early = late * 2;
    Tensor late = x;
    Tensor variable = x * HIDEN;
    Tensor function = rellu(x);
    Tensor method = x.tanhh();
    Tensor own = doubbled(x);
    Tensor property = layer.wieght;
    Tensor call = layer.aply(x);
    Layer layer = new Layer();
    Tensor property2 = layer.wieght;
    Tensor call2 = layer.aply(x);
    Tensor notCalled = relu;
    Tensor notMade = Layer(3);
    Tensor constant = x * Math.TAU;
    Tensor mathFunction = x * Math.squareRoot(2);
    Tensor notYet = conv2d(x, x);
    Tensor notYetMethod = x.cumsum(0);
    Tensr type = x;
    List<Matrix> types;
    @Outptu Tensor annotated = x;
    Tensor late = x;
    DType dtype = DType.F16;
    Tensor doubled(Tensor t) { return t * 2; }
    Tensor doubled(Tensor other) { return other; }
    class Layer {
        Tensor weight = x;
        Tensor apply(Tensor t) { return t * weigth; }
        Tensor use = apply(x);
    }
    class Layer { }
}
