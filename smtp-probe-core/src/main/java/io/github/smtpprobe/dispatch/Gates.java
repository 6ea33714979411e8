/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gates of one kind, by name. Gates in the state of a new one are forgotten now and then, so that only the busy ones are
 * kept.
 */
final class Gates {
    private static final int FEW = 1_024;

    private final Quota quota;
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private int many = FEW;

    Gates(Quota quota) {
        this.quota = quota;
    }

    Gate of(String name, long now) {
        if (gates.size() >= many) {
            gates.values().removeIf(each -> each.idle(now));
            many = Math.max(FEW, 2 * gates.size());
        }
        return gates.computeIfAbsent(name, each -> new Gate(quota));
    }
}
