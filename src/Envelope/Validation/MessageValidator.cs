using SdkNode.Envelope.SdkMessages;

namespace SdkNode.Envelope.Validation;

/// <summary>Validates SDK messages in the stages schema, content rules, logic; the first that fails ends it and tells all its faults (RCPT-4).</summary>
public static class MessageValidator
{
    /// <summary>Validates a message, and hands its files over on the way.</summary>
    /// <param name="payload">The decrypted XML.</param>
    /// <param name="limits">How large it may be (MSG-13).</param>
    /// <param name="context">What the logical rules must know.</param>
    /// <param name="openFile">Takes the files' content; null when it is only checked. What was taken counts only when the message is accepted.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The message, or the lines of the receipt that rejects it, or what makes it no XML (no receipt then, RCPT-5).</returns>
    public static async Task<MessageReading> ValidateAsync(Stream payload, MessageLimits limits, MessageContext context, FileOpener? openFile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reading = await SdkMessageReader.ReadAsync(payload, limits, openFile, cancellationToken);
        if (reading.Message is null)
        {
            return reading;
        }

        var lines = await new LogicRules(reading.Message, context).CheckAsync(cancellationToken);
        return lines.Count == 0 ? reading : reading with { Message = null, Lines = lines };
    }
}
