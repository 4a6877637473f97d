using SdkNode.Node.Store.Rows;

namespace SdkNode.Node.Jobs;

/// <summary>One kind of work: sending, opening, waiting. It ends the step itself, in one transaction with the outcome.</summary>
internal interface IWorkFlow
{
    /// <summary>Does the claimed work.</summary>
    Task RunAsync(WorkRow work, CancellationToken cancellationToken);
}
