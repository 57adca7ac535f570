package io.parley.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is there without a user, and what each user adds.
 *
 * @param base  at no user
 * @param slope for each user
 */
record Line(double base, double slope) {
    /** By least squares over all sizes; needs two sizes at least. */
    static Line through(List<Footprint> sizes, ToDoubleFunction<Footprint> value) {
        double meanUsers = sizes.stream().mapToDouble(Footprint::users).average().orElse(0);
        double meanValue = sizes.stream().mapToDouble(value).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (Footprint size : sizes) {
            double off = size.users() - meanUsers;
            products += off * (value.applyAsDouble(size) - meanValue);
            squares += off * off;
        }
        double slope = products / squares;
        return new Line(meanValue - slope * meanUsers, slope);
    }

    double at(double users) {
        return base + slope * users;
    }

    /** How many users reach this value; infinity when they never do. */
    double usersUntil(double limit) {
        return slope <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, (limit - base) / slope);
    }
}
