package io.parley.page;

import java.util.ArrayList;
import java.util.List;

/** The browsers of all stories: started when first needed, put back after each story, for a start costs a second. */
final class Browsers implements AutoCloseable {
    private final List<Browser> all = new ArrayList<>();
    private int taken;

    Browser take(Browser.Device device) {
        if (taken == all.size()) {
            all.add(new Browser());
        }
        return all.get(taken++).become(device);
    }

    /** @return what pages did wrong since the browsers were taken */
    List<String> putBack() {
        List<Browser> used = all.subList(0, taken);
        taken = 0;
        return used.stream().flatMap(browser -> {
            browser.driver().get("about:blank"); // first, for a page that lives on would go on calling
            return browser.complaints().stream();
        }).toList();
    }

    @Override
    public void close() {
        all.forEach(Browser::close);
    }
}
