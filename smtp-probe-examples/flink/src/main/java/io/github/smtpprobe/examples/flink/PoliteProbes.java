/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Creates a {@link ProbeOperator} on each worker. This factory is what is sent there. */
final class PoliteProbes extends AbstractStreamOperatorFactory<Summary>
        implements OneInputStreamOperatorFactory<Candidate, Summary> {
    private static final long serialVersionUID = 1;

    private final Probes probes;
    private final Limits limits;

    PoliteProbes(Probes probes, Limits limits) {
        this.probes = probes;
        this.limits = limits;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink asks for whatever this makes
    public <T extends StreamOperator<Summary>> T createStreamOperator(StreamOperatorParameters<Summary> parameters) {
        return (T) new ProbeOperator(parameters, probes, limits);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return ProbeOperator.class;
    }
}
