using SdkNode.As4.Receipts;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

/// <summary>Signed references as they stand in a row.</summary>
public sealed class ReferenceLinesTests
{
    [Fact]
    public void References_read_back_whatever_their_URI_holds()
    {
        var references = new SignedReferences([new ReferenceDigest("cid:a b c@peer", "AAAA="), new ReferenceDigest("#id-1", "BBBB="), new ReferenceDigest("", "CCCC=")]);
        Assert.Equal(references, ReferenceLines.Read(ReferenceLines.Write(references)));
    }

    [Fact]
    public void No_references_are_an_empty_text() => Assert.Equal("", ReferenceLines.Write(new SignedReferences([])));
}
