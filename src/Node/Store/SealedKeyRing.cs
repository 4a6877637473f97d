using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Store;

/// <summary>
/// The keys of data protection, which all nodes of a store share: rows, each sealed whole by the node key. An encryptor of data
/// protection's own would name our type and version in every row, and a node of the version before could not read it.
/// </summary>
internal sealed class SealedKeyRing(Func<NodeDb> open, NodeKey key) : IXmlRepository
{
    private readonly KeyCipher _cipher = new(key);

    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = open();
        return db.DataProtectionKeys.AsNoTracking().OrderBy(row => row.Id).ToList().ConvertAll(Element);
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        var xml = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        using var db = open();
        db.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = friendlyName, Xml = Convert.ToBase64String(_cipher.Seal(Context(friendlyName), xml)) });
        db.SaveChanges();
    }

    /// <summary>Seals every key under the version of the node key that is used now.</summary>
    public Task<bool> SealAgainAsync(CancellationToken cancellationToken) => StoreTransaction.RunAsync(open, async db =>
    {
        foreach (var row in await db.DataProtectionKeys.ToListAsync(cancellationToken))
        {
            var xml = Encoding.UTF8.GetBytes(Element(row).ToString(SaveOptions.DisableFormatting));
            row.Xml = Convert.ToBase64String(_cipher.Seal(Context(row.FriendlyName), xml));
        }

        return true;
    }, cancellationToken);

    // What opens under the node key we have written ourselves.
    private XElement Element(DataProtectionKey row) =>
        XElement.Parse(Encoding.UTF8.GetString(
            _cipher.Open(Context(row.FriendlyName), Convert.FromBase64String(row.Xml ?? "")) ?? throw new InvalidDataException($"The stored data protection key {row.FriendlyName} is damaged.")));

    private static byte[] Context(string? name) => Encoding.UTF8.GetBytes($"data-protection:{name}");
}
