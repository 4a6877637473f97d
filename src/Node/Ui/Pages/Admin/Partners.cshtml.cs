using SdkNode.Node.Partners;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The access points that were met.</summary>
internal sealed class PartnersModel : ConsolePage
{
    /// <summary>The access points, those in trouble first.</summary>
    public IReadOnlyList<PartnerLine> List { get; private set; } = [];

    /// <summary>The page.</summary>
    public async Task OnGetAsync() => List = await Get<PartnerList>().ListAsync(null, Cancelled);
}
