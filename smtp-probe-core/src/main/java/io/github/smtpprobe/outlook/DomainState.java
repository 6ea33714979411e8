/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.Objects;

/** What is known of a domain as a whole: of its MX records, not of the hosts that they name. Immutable and thread-safe. */
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
     * States what is known of a domain.
     *
     * @param mx         what the look-up of its MX records gave; also for a domain that has none, where it is "no such record" that is
     *                   secure or not
     * @param exchangers what the answer says; {@link ExchangerState#NOT_TESTED} where there is none
     * @return a state whose list of exchangers is {@linkplain #complete() complete}
     */
    public static DomainState of(AnswerState mx, ExchangerState exchangers) {
        return new DomainState(mx, exchangers, true);
    }

    /** {@return the same, where the domain has further exchangers, behind those of the list, that were not looked at} */
    public DomainState withFurtherExchangers() {
        return new DomainState(mx, exchangers, false);
    }

    /** {@return what the look-up of the MX records gave} */
    public AnswerState mx() {
        return mx;
    }

    /** {@return what the answer says} */
    public ExchangerState exchangers() {
        return exchangers;
    }

    /** {@return whether the list of exchangers is all of them} */
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
