using SdkNode.Node.Administration;
using SdkNode.Node.Cli.Control;

namespace SdkNode.Node.Cli;

/// <summary>Prints messages for the command line.</summary>
internal static class MessagePrinter
{
    /// <summary>Prints a list and gives the exit code.</summary>
    public static int List(IReadOnlyList<MessageLine> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine($"{line.CreatedAt:yyyy-MM-dd HH:mm:ss}Z  {(line.Direction == "Outgoing" ? "out" : "in ")}  {line.Status,-34} {line.From} -> {line.To}  {TerminalText.Printable(line.Function ?? "")}  {line.XheId}");
        }

        if (lines.Count == 0)
        {
            Console.WriteLine("There are no messages.");
        }

        return 0;
    }

    /// <summary>Prints a message and gives the exit code.</summary>
    public static int Show(MessageDetail detail, string id)
    {
        if (detail.Message is not { } message)
        {
            Console.Error.WriteLine($"There is no message with the id {id}.");
            return 1;
        }

        Console.WriteLine($"{message.Kind} {message.XheId} ({message.Direction}, {message.Environment}): {message.Status}");
        Console.WriteLine($"  from {message.From} to {message.To}, functional address {TerminalText.Printable(message.Function ?? "none")}");
        Console.WriteLine($"  internal id {message.Id}, AS4 MessageId {TerminalText.Printable(message.As4MessageId ?? "none yet")}");
        foreach (var step in detail.Steps)
        {
            Console.WriteLine($"  {step.At:yyyy-MM-dd HH:mm:ss.fff}Z  {step.Code,-24} {(step.Title is null ? "" : $"{TerminalText.Printable(step.Title)}: ")}{TerminalText.Printable(step.Detail)}");
            if (step.Remedy is { } remedy)
            {
                Console.WriteLine($"      Do: {remedy}");
            }
        }

        if (message.Direction == "Outgoing")
        {
            Console.WriteLine($"  sent {detail.Tries} times");
        }

        detail.Work.ToList().ForEach(PrintWork);
        PrintChoices(detail);
        return 0;
    }

    private static void PrintWork(MessageWork work) => Console.WriteLine(work switch
    {
        { SetAsideAt: { } since } => $"  set aside since {since:yyyy-MM-dd HH:mm:ss}Z: {work.Kind}, after {work.Tries} tries. {TerminalText.Printable(work.Fault ?? "")}",
        { IsRunning: true } => $"  being done now: {work.Kind}, try {work.Tries + 1}",
        _ => $"  next: {work.Kind}, try {work.Tries + 1}, due {work.DueAt:yyyy-MM-dd HH:mm:ss}Z{(work.Fault is null ? "" : $". {TerminalText.Printable(work.Fault)}")}",
    });

    private static void PrintChoices(MessageDetail detail)
    {
        if (detail.RetriedAs is { } retried)
        {
            Console.WriteLine($"  retried as {retried}");
        }

        Console.WriteLine($"  retry: {detail.WhyNoRetry ?? $"sdknode messages retry {detail.Message!.Id}"}");
        Console.WriteLine($"  end: {detail.WhyNoEnd ?? $"sdknode messages end {detail.Message!.Id} --reason \"…\""}");
        if (detail.Others.Count > 0)
        {
            Console.WriteLine($"  the same id has, here: {string.Join(", ", detail.Others)}");
        }
    }
}
