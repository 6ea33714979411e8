/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Any order of methods, and several at once. JUnit's own random order lets the methods of a class run one after another. */
public final class AnyOrder extends MethodOrderer.Random {
    @Override
    public Optional<ExecutionMode> getDefaultExecutionMode() {
        return Optional.empty();
    }
}
