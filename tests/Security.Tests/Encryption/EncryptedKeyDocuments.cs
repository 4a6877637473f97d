using System.Text;
using System.Xml;
using SdkNode.Security.Xml;

namespace SdkNode.Security.Tests.Encryption;

/// <summary>Writes and reads small documents.</summary>
internal static class EncryptedKeyDocuments
{
    public static string Write(Action<XmlWriter> content)
    {
        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
        {
            content(writer);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static XmlTree Parse(string xml)
    {
        var tree = XmlTree.Parse(Encoding.UTF8.GetBytes(xml), XmlLimits.Header);
        Assert.True(tree.IsOk, tree.Fault?.ToString());
        return tree.Value;
    }
}
