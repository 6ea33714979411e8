/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.Objects;

/** What is known about a domain as a whole: its MX records, but not the hosts that they name. Immutable and thread-safe. */
public final class DomainState {
    private final AnswerState mx;
    private final ExchangerState exchangers;
    private final boolean complete;

    private DomainState(AnswerState mx, ExchangerState exchangers, boolean complete) {
        this.mx = Objects.requireNonNull(mx, "mx");
        this.exchangers = Objects.requireNonNull(exchangers, "exchangers");
        this.complete = complete;
    }

    /**
     * Describes a domain.
     *
     * @param mx         the result of its MX look-up; for a domain without MX records, this says whether their absence is proven
     * @param exchangers what the answer says; {@link ExchangerState#NOT_TESTED} if there is no answer
     * @return a state with a {@linkplain #complete() complete} list of exchangers
     */
    public static DomainState of(AnswerState mx, ExchangerState exchangers) {
        return new DomainState(mx, exchangers, true);
    }

    /** {@return the same state of a domain with further exchangers, after those in the list, that were not looked at} */
    public DomainState withFurtherExchangers() {
        return new DomainState(mx, exchangers, false);
    }

    /** {@return the result of the MX look-up} */
    public AnswerState mx() {
        return mx;
    }

    /** {@return what the answer says} */
    public ExchangerState exchangers() {
        return exchangers;
    }

    /** {@return whether the list of exchangers is complete} */
    public boolean complete() {
        return complete;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainState that
                && mx == that.mx
                && exchangers == that.exchangers
                && complete == that.complete;
    }

    @Override
    public int hashCode() {
        return Objects.hash(mx, exchangers, complete);
    }

    @Override
    public String toString() {
        return "mx " + mx.token() + ", exchangers " + exchangers.token() + (complete ? "" : ", and further ones");
    }
}
