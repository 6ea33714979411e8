/**
 * Runs a survey: looks up, fetches the policy, has the exchangers talked to, and puts together what was seen. The conversations and the fetch are
 * the façade's ({@link io.github.smtpprobe.surveys.Conversations}). It looks and does not judge, beyond what is compared by the rules of DANE; what
 * senders would do is asked of {@code outlook}, and what is wrong is found by {@code diagnosis.domain}.
 */
@NullMarked
package io.github.smtpprobe.surveys;

import org.jspecify.annotations.NullMarked;
