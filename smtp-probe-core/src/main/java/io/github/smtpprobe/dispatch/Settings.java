/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchListener;
import io.github.smtpprobe.batch.Operators;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a batch goes about its targets.
 *
 * @param concurrency   how many are probed at once
 * @param lookAhead     how many are held at once, probed or waiting
 * @param lookUps       how many are looked up at once
 * @param operators     tells who runs a server
 * @param perOperator   what one operator is asked
 * @param perAddress    what one address is asked
 * @param sharedFor     how long an attempt may be shared; zero: never
 * @param listeners     hear how it goes
 * @param progressEvery how often they do
 * @param journal       where the journal is kept, if one is
 * @param expected      how many targets there are, if that is known
 */
public record Settings(
        int concurrency,
        int lookAhead,
        int lookUps,
        Operators operators,
        Quota perOperator,
        Quota perAddress,
        Duration sharedFor,
        List<BatchListener> listeners,
        Duration progressEvery,
        Optional<JournalPlace> journal,
        OptionalLong expected) {}
