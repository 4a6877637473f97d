using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Xhe;
using SdkNode.Security.Xml;

namespace SdkNode.Node.Inspect;

/// <summary>What a file may be.</summary>
internal enum FileKind
{
    /// <summary>Nothing known.</summary>
    Unknown,

    /// <summary>An AS4 request or response, with or without HTTP headers.</summary>
    As4,

    /// <summary>An XHE envelope.</summary>
    Envelope,

    /// <summary>SMP metadata.</summary>
    ServiceMetadata,

    /// <summary>An SDK message.</summary>
    SdkMessage,

    /// <summary>A message receipt.</summary>
    MessageReceipt,
}

/// <summary>Tells from its beginning what a file is: XML by its root element, anything else is taken for saved HTTP.</summary>
internal static class Recognition
{
    private const int Beginning = 64 * 1024;

    /// <summary>Looks at the first octets.</summary>
    public static async Task<(FileKind Kind, string Said)> LookAsync(Stream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[Beginning];
        var count = await file.ReadAtLeastAsync(buffer, Beginning, throwOnEndOfStream: false, cancellationToken);
        var start = buffer.AsSpan(0, count);
        if (start.StartsWith("\uFEFF"u8))
        {
            start = start[3..];
        }

        start = start.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty)
        {
            return (FileKind.Unknown, "the file is empty");
        }

        return start[0] == (byte)'<' ? ByRoot(buffer.AsSpan(0, count)) : (FileKind.As4, "");
    }

    private static (FileKind Kind, string Said) ByRoot(ReadOnlySpan<byte> beginning)
    {
        var root = new RootSink();
        try
        {
            new XmlTokenizer(XmlLimits.Envelope, root).Write(beginning);
        }
        catch (XmlRejectedException e) when (root.Name is null)
        {
            return (FileKind.Unknown, $"XML that is refused at octet {e.Fault.Offset}: {e.Fault.Detail}");
        }
        catch (XmlRejectedException)
        {
            // The root is known; what is wrong further on is told by the inspection itself.
        }

        return root.Name switch
        {
            null => (FileKind.Unknown, "no root element in the first 64 KiB"),
            var name when name.Is(XheNamespaces.Envelope, "XHE") => (FileKind.Envelope, ""),
            var name when name.LocalName is "SignedServiceMetadata" or "ServiceMetadata" => (FileKind.ServiceMetadata, ""),
            var name when name.Is(SdkMessage.Namespace, "messagePayload") => (FileKind.SdkMessage, ""),
            var name when name.Is(MessageReceipt.Namespace, "ApplicationResponse") => (FileKind.MessageReceipt, ""),
            var name when name.LocalName == "Envelope" => (FileKind.As4, ""),
            var name => (FileKind.Unknown, $"XML whose root is {{{name.NamespaceUri}}}{name.LocalName}"),
        };
    }

    private sealed class RootSink : XmlTokenSink
    {
        public XmlName? Name { get; private set; }

        public override void StartElement(XmlStartTag tag) => Name ??= tag.Name;
    }
}
