package io.parley;

import java.util.List;

/** Says what the program consists of, in the order in which it is started; it is stopped in reverse. */
@FunctionalInterface
public interface Parts {
    List<Part> of(Ground ground);
}
