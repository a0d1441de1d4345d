"""Prints the closed forms of the table: least squares, all at once and on either side of a threshold (NumPy)."""
import csv
import numpy as np

UNIT = 1535                         # the variance that is usual in the literature
PERIODS = ((1712, 1920), (1921, 1955), (1956, 1979))

with open("sunspots.csv") as file:
    numbers = np.array([[float(c) for c in row] for row in list(csv.reader(file))[1:]])
first, s = int(numbers[0, 0]), numbers[:, 1]


def design(years, targets):
    """A constant and the numbers of so many years before each target."""
    return np.array([np.concatenate([[1], s[t - years:t][::-1]]) for t in targets])


def fit(years, targets):
    return np.linalg.lstsq(design(years, targets), s[targets], rcond=None)[0]


def report(name, forecast):
    print(name, *(f"{np.mean((forecast(t) - s[t]) ** 2) / UNIT:.4f}"
                  for t in (np.arange(a - first, b + 1 - first) for a, b in PERIODS)))


for years in (9, 12):
    w = fit(years, np.arange(years, 1921 - first))
    report(f"autoregression of {years} years", lambda t: design(years, t) @ w)

LOW, HIGH, DELAY, THRESHOLD = 3, 11, 3, 36.6        # orders as in Tong and Lim 1980
t = np.arange(HIGH, 1921 - first)
low, high = (fit(LOW, t[s[t - DELAY] <= THRESHOLD]), fit(HIGH, t[s[t - DELAY] > THRESHOLD]))
report("threshold autoregression",
       lambda t: np.where(s[t - DELAY] <= THRESHOLD, design(LOW, t) @ low, design(HIGH, t) @ high))
