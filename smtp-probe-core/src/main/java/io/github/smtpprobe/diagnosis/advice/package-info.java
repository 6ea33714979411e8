/**
 * What the owner of a mail domain can do with a survey: records and files to paste, and the changes that are ahead. It draws on the facts as {@code
 * diagnosis.domain} reads them, and judges nothing: whether something is wrong is said there, once.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.advice;

import org.jspecify.annotations.NullMarked;
