using System.Text;
using System.Xml;
using SdkNode.As4.Messages;
using SdkNode.Security;
using SdkNode.Security.Signatures;
using SdkNode.Security.Xml;

namespace SdkNode.As4.Receipts;

/// <summary>The <c>ebbp:NonRepudiationInformation</c> of a receipt (AS4-4).</summary>
internal static class NonRepudiation
{
    /// <summary>Writes an <c>eb:Receipt</c> with every signed reference of a message, copied exactly.</summary>
    public static void Write(XmlWriter writer, IReadOnlyList<SignatureReference> received)
    {
        writer.WriteStartElement("eb", "Receipt", As4Names.Ebms);
        writer.WriteStartElement("ebbp", "NonRepudiationInformation", As4Names.Ebbp);
        foreach (var reference in received)
        {
            writer.WriteStartElement("ebbp", "MessagePartNRInformation", As4Names.Ebbp);
            writer.WriteRaw(Copy(reference.Source ?? throw new ArgumentException("Only a received reference can be receipted.", nameof(received))));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    /// <summary>Reads what a receipt acknowledges; elements of other kinds beside it are ignored.</summary>
    public static Result<SignedReferences, As4Fault> Read(XmlTreeElement receipt)
    {
        var lists = receipt.Elements(As4Names.Ebbp, "NonRepudiationInformation").ToList();
        if (lists.Count != 1)
        {
            return Invalid($"The receipt holds {lists.Count} NonRepudiationInformation elements, not exactly one.");
        }

        var references = new List<ReferenceDigest>();
        foreach (var part in lists[0].Elements(As4Names.Ebbp, "MessagePartNRInformation"))
        {
            var reference = part.Element(XmlNamespaces.Ds, "Reference");
            if (reference?.Attribute("", "URI") is not { } uri || Digest(reference) is not { } digest)
            {
                return Invalid("A part of the receipt holds no ds:Reference with URI and digest.");
            }

            references.Add(new ReferenceDigest(uri, digest));
        }

        return new SignedReferences(references);
    }

    // Exclusive canonical form is self-contained: whatever namespaces the message declared further out, none is lost and none is added.
    private static string Copy(XmlTreeElement reference)
    {
        using var output = new MemoryStream();
        Canonicalizer.Write(reference, CanonicalizationAlgorithm.ExclusiveC14N, null, output);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    private static string? Digest(XmlTreeElement reference)
    {
        try
        {
            var bytes = Convert.FromBase64String(reference.Element(XmlNamespaces.Ds, "DigestValue")?.Text ?? "");
            return bytes.Length == 0 ? null : Convert.ToBase64String(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static As4Fault Invalid(string detail) => new(As4ErrorCode.InvalidReceipt, "AS4-4", detail);
}
