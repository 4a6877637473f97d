using SdkNode.Node.Store;

namespace SdkNode.Node.Backups;

/// <summary>The contents that rows name and that lie in files; the small ones are rows themselves.</summary>
internal static class NamedContents
{
    /// <summary>Each once; the database sorts them, so that memory does not grow with their number.</summary>
    public static IQueryable<Guid> Of(NodeDb db) => db.Messages.Where(row => row.Payload != null).Select(row => row.Payload!.Value)
        .Union(db.Messages.Where(row => row.Sealed != null).Select(row => row.Sealed!.Value))
        .Where(id => !db.Contents.Any(small => small.Id == id));
}
