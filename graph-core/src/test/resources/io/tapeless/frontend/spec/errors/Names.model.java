class Names {
    static final int HIDDEN = 4;
    @Input Tensor x = f32(HIDDEN);
    Tensor early = late * 2; // ERROR 20: late is used before its declaration at line 5
    Tensor late = x;
    Tensor variable = x * HIDEN; // ERROR 27: there is no variable HIDEN; did you mean HIDDEN?
    Tensor function = rellu(x); // ERROR 23: there is no function rellu; did you mean relu or celu or elu?
    Tensor method = x.tanhh(); // ERROR 23: f32[4] has no method tanhh; did you mean tanh or atanh or tan?
    Tensor own = doubbled(x); // ERROR 18: there is no function doubbled; did you mean doubled?
    Tensor property = layer.wieght; // ERROR 29: layer is used before its declaration at line 12
    Tensor call = layer.aply(x); // ERROR 25: layer is used before its declaration at line 12
    Layer layer = new Layer();
    Tensor property2 = layer.wieght; // ERROR 30: Layer has no field wieght; did you mean weight?
    Tensor call2 = layer.aply(x); // ERROR 26: Layer has no method aply; did you mean apply?
    Tensor notCalled = relu; // ERROR 24: there is no variable relu; relu is a function; call it with ( )
    Tensor notMade = Layer(3); // ERROR 22: there is no function Layer; a layer is made with new Layer(…)
    Tensor constant = x * Math.TAU; // ERROR 32: there is no constant Math.TAU; did you mean Math.E or Math.PI?
    Tensor mathFunction = x * Math.squareRoot(2); // ERROR 36: there is no function Math.squareRoot
    Tensr type = x; // ERROR 5: there is no type Tensr; did you mean Tensor?
    List<Matrix> types; // ERROR 10: there is no type Matrix
    @Outptu Tensor annotated = x; // ERROR 5: there is no annotation @Outptu; did you mean @Output?
    Tensor late = x; // ERROR 12: field late is already declared, at line 5
    DType dtype = DType.F16; // ERROR 25: there is no dtype F16; expected one of F32, F64, I32, I64, BOOL
    Tensor doubled(Tensor t) { return t * 2; }
    Tensor doubled(Tensor other) { return other; } // ERROR 12: method doubled(Tensor) is already declared, at line 24
    class Layer {
        Tensor weight = x;
        Tensor apply(Tensor t) { return t * weigth; } // ERROR 45: there is no variable weigth; did you mean weight?; in apply, called from line 29
        Tensor use = apply(x);
    }
    class Layer { } // ERROR 11: class Layer is already declared, at line 26
}
