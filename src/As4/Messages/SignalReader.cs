using SdkNode.Security;
using SdkNode.Security.Xml;

namespace SdkNode.As4.Messages;

/// <summary>Reads <c>eb:SignalMessage</c> (AS4-4, AS4-5).</summary>
internal static class SignalReader
{
    private const int MaxText = 1000;

    /// <summary>True when the header holds a signal.</summary>
    public static bool IsSignal(XmlTreeElement messaging) => messaging.Element(As4Names.Ebms, "SignalMessage") is not null;

    /// <summary>Reads the signal in a Messaging header.</summary>
    public static Result<As4Signal, As4Fault> Read(XmlTreeElement messaging)
    {
        var units = messaging.Elements().ToList();
        if (units.Count != 1 || !units[0].Is(As4Names.Ebms, "SignalMessage"))
        {
            return As4Fault.InvalidHeader("AS4-4", "eb:Messaging does not hold exactly one eb:SignalMessage.");
        }

        var info = units[0].Element(As4Names.Ebms, "MessageInfo");
        var receipts = units[0].Elements(As4Names.Ebms, "Receipt").ToList();
        if (receipts.Count > 1)
        {
            return As4Fault.InvalidHeader("AS4-4", "The signal holds more than one eb:Receipt.");
        }

        return new As4Signal
        {
            MessageId = Cut(info?.Element(As4Names.Ebms, "MessageId")?.Text) ?? "",
            Timestamp = XsDateTime.Parse(info?.Element(As4Names.Ebms, "Timestamp")?.Text ?? "") ?? default,
            RefToMessageId = Cut(info?.Element(As4Names.Ebms, "RefToMessageId")?.Text),
            Receipt = receipts.FirstOrDefault(),
            Errors = [.. units[0].Elements(As4Names.Ebms, "Error").Select(ReadError)],
        };
    }

    private static As4Error ReadError(XmlTreeElement error) => new()
    {
        Code = Cut(error.Attribute("", "errorCode")) ?? "",
        Severity = Cut(error.Attribute("", "severity")) ?? "failure",
        Origin = Cut(error.Attribute("", "origin")),
        Category = Cut(error.Attribute("", "category")),
        ShortDescription = Cut(error.Attribute("", "shortDescription")),
        RefToMessageInError = Cut(error.Attribute("", "refToMessageInError")),
        Description = Cut(error.Element(As4Names.Ebms, "Description")?.Text),
        Detail = Cut(error.Element(As4Names.Ebms, "ErrorDetail")?.Text),
    };

    private static string? Cut(string? text)
    {
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text.Length > MaxText ? text[..MaxText] : text;
    }
}
