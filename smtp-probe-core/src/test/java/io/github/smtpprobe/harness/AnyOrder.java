/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tests in any order and side by side: an orderer of JUnit's own runs those of a class one after the other. */
public final class AnyOrder extends MethodOrderer.Random {
    @Override
    public Optional<ExecutionMode> getDefaultExecutionMode() {
        return Optional.of(ExecutionMode.CONCURRENT);
    }
}
